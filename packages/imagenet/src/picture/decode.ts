import {
  decode as decodeBytes,
  type Orientation,
  type Picture,
  PictureError,
} from '@mobilenext/pictures';
import { notAPicture, pictureDamaged, pictureUnsupported } from '../errors.js';
import { sniff } from './sniff.js';

/**
 * Decodes JPEG, PNG, WebP, GIF (first frame) or TIFF to the bytes that Pillow's
 * `Image.open(f).convert('RGB')` gives: JPEG at once, other files on another thread.
 *
 * Differs: where a GIF is transparent, Pillow keeps the colour below and this gives black.
 *
 * @param options.name how errors call the picture
 * @param options.orientation `upright` turns it as its EXIF orientation says; `stored`, the default,
 * does not, as Pillow
 * @throws {ImagenetError} `NOT_A_PICTURE`, `PICTURE_DAMAGED`, `PICTURE_UNSUPPORTED` (BMP, and what
 * libvips does not read)
 * @throws {PictureError} `MISSING`: sharp cannot be loaded
 */
export async function decode(
  bytes: Uint8Array,
  options: { readonly name?: string; readonly orientation?: Orientation } = {},
): Promise<Picture> {
  const name = options.name ?? 'the picture';
  const kind = sniff(bytes);
  if (!kind.isPicture) throw notAPicture(name, kind.what);
  try {
    return await decodeBytes(bytes, { orientation: options.orientation });
  } catch (error) {
    if (!(error instanceof PictureError) || error.code !== 'PICTURE') throw error;
    const unsupported = error.message.includes('unsupported image');
    throw (unsupported ? pictureUnsupported : pictureDamaged)(name, kind.what, error.cause);
  }
}
