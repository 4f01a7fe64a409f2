import { leftToOthers } from '../errors.js';
import type { Picture, PixelBox } from '../resample/picture.js';
import { decodeFrame } from './decode-jpeg.js';
import { readFrame } from './frame.js';

/**
 * A JPEG file as a picture: its size is read, its pixels are decoded when they are first asked for,
 * and kept. `resample` and `cutBox` ask for those alone that they need, as {@link decode} gives them.
 *
 * Asking for pixels throws a {@link PictureError}: `PICTURE` if the file turns out to be damaged or of
 * a rare kind, which the package's `decode` leaves to other decoders; `MEMORY`.
 */
export interface JpegFile extends Picture {
  /** The pixels of a box inside the picture. */
  readonly decode: (box: PixelBox) => Picture;
}

/** Reads a JPEG file's headers; undefined if it is none, or of a rare kind. */
export function openJpeg(bytes: Uint8Array): JpegFile | undefined {
  const frame = readFrame(bytes);
  if (!frame) return undefined;
  const { width, height } = frame;
  const decode = (box?: PixelBox): Picture => {
    const picture = decodeFrame(bytes, frame, box);
    if (!picture) throw leftToOthers();
    return picture;
  };
  let data: Uint8Array | undefined;
  return {
    ...{ width, height, decode },
    get data() {
      return (data ??= decode().data);
    },
  };
}

/** Whether parts of it can be decoded alone. */
export const isJpegFile = (picture: Picture | JpegFile): picture is JpegFile => 'decode' in picture;
