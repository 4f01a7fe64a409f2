import { checkBox } from '../check-box.js';
import { leftToOthers } from '../errors.js';
import type { Picture, PixelBox } from '../resample/picture.js';
import { decodeFrame } from './decode-jpeg.js';
import { type Frame, readFrame } from './frame.js';

/**
 * A JPEG file as a picture: its size is read, its pixels are decoded when they are first asked for,
 * and kept. `cutBox` decodes nothing of it if the box lies inside, `resample` only what it reads, all
 * of it for `nearest`.
 *
 * Asking for pixels throws a {@link PictureError}: `PICTURE` if the file turns out to be damaged or of
 * a rare kind, which the package's `decode` leaves to other decoders.
 */
export interface JpegFile extends Picture {
  /** A box inside the picture as a picture. @throws {PictureError} `ARGUMENT` if it is not inside */
  readonly cut: (box: PixelBox) => JpegFile;
  /** The pixels of a box inside the picture, until a JPEG file is decoded again. */
  readonly view: (box: PixelBox) => Picture;
}

/** Reads a JPEG file's headers; undefined if it is none, or of a rare kind. */
export function openJpeg(bytes: Uint8Array): JpegFile | undefined {
  const frame = readFrame(bytes);
  return frame && fileOf(bytes, frame, { left: 0, top: 0, ...sizeOf(frame) });
}

/** Whether parts of it can be decoded alone. */
export const isJpegFile = (picture: Picture): picture is JpegFile => 'view' in picture;

/** @param part what the picture is of the file */
function fileOf(bytes: Uint8Array, frame: Frame, part: PixelBox): JpegFile {
  const within = (box: PixelBox): PixelBox => {
    checkBox(box, part);
    return { ...box, left: part.left + box.left, top: part.top + box.top };
  };
  const decode = (box: PixelBox): Picture => {
    const picture = decodeFrame(bytes, frame, box);
    if (!picture) throw leftToOthers();
    return picture;
  };
  let data: Uint8Array | undefined;
  const picture: Picture = {
    ...sizeOf(part),
    get data() {
      return (data ??= decode(part).data.slice());
    },
  };
  // Not enumerable: what is made by `{ ...picture, data }` is no file.
  return Object.defineProperties(picture, {
    cut: { value: (box: PixelBox) => fileOf(bytes, frame, within(box)) },
    view: { value: (box: PixelBox) => decode(within(box)) },
  }) as JpegFile;
}

const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({
  width,
  height,
});
