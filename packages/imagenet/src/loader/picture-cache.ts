import type { Picture } from '@mobilenext/pictures';

/** Decoded pictures of one data set, kept from epoch to epoch. */
export interface PictureCache {
  get(index: number): Picture | undefined;
  hasRoom(bytes: number): boolean;
  /** Keeps the picture if there is room. */
  offer(index: number, picture: Picture): void;
}

/**
 * Keeps decoded pictures until `maxBytes` are full and then no more: an epoch comes round to the
 * oldest first, so throwing old ones out would leave nothing to find. Worth it for small
 * pictures, of which most of the cost is starting to decode; 60,000 of 32x32 pixels are 184 MB.
 */
export function createPictureCache({ maxBytes }: { readonly maxBytes: number }): PictureCache {
  const pictures = new Map<number, Picture>();
  let bytes = 0;
  const hasRoom = (more: number): boolean => bytes + more <= maxBytes;
  return {
    get: (index) => pictures.get(index),
    hasRoom,
    offer: (index, picture) => {
      if (pictures.has(index) || !hasRoom(picture.data.length)) return;
      pictures.set(index, picture);
      bytes += picture.data.length;
    },
  };
}
