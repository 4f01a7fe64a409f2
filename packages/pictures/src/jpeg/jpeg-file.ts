import { checkBox } from '../check-box.js';
import { leftToOthers } from '../errors.js';
import type { Picture, PixelBox } from '../resample/picture.js';
import { decodeFrame } from './decode-jpeg.js';
import { type Frame, readFrame } from './frame.js';

/** Reads a JPEG file's headers; undefined if it is none, or of a rare kind. */
export function openJpeg(bytes: Uint8Array): JpegFile | undefined {
  const frame = readFrame(bytes);
  if (!frame) return undefined;
  const { width, height } = frame;
  return new JpegFile(bytes, frame, { left: 0, top: 0, width, height });
}

/** Whether parts of it can be decoded alone. */
export const isJpegFile = (picture: Picture): picture is JpegFile => 'view' in picture;

/**
 * A JPEG file as a picture: its size is read, its pixels are decoded when they are first asked for,
 * and kept. `cutBox` decodes nothing of it if the box lies inside, `resample` only what it reads, all
 * of it for `nearest`. What is made by `{ ...file, data }` is a picture and no file.
 *
 * Asking for pixels throws a {@link PictureError}: `PICTURE` if the file turns out to be damaged or of
 * a rare kind, which the package's `decode` leaves to other decoders.
 */
export class JpegFile implements Picture {
  readonly width: number;
  readonly height: number;
  readonly #bytes: Uint8Array;
  readonly #frame: Frame;
  /** What the picture is of the file. */
  readonly #part: PixelBox;
  #data: Uint8Array | undefined;

  constructor(bytes: Uint8Array, frame: Frame, part: PixelBox) {
    this.width = part.width;
    this.height = part.height;
    this.#bytes = bytes;
    this.#frame = frame;
    this.#part = part;
  }

  // Not that of an object literal: V8 would keep it, and the file with it, until it collects the old
  // objects' garbage too.
  get data(): Uint8Array {
    return (this.#data ??= this.#decode(this.#part).data.slice());
  }

  /** A box inside the picture as a picture. @throws {PictureError} `ARGUMENT` if it is not inside */
  cut(box: PixelBox): JpegFile {
    return new JpegFile(this.#bytes, this.#frame, this.#within(box));
  }

  /** The pixels of a box inside the picture, until a JPEG file is decoded again. */
  view(box: PixelBox): Picture {
    return this.#decode(this.#within(box));
  }

  #within(box: PixelBox): PixelBox {
    checkBox(box, this.#part);
    return { ...box, left: this.#part.left + box.left, top: this.#part.top + box.top };
  }

  #decode(box: PixelBox): Picture {
    const picture = decodeFrame(this.#bytes, this.#frame, box);
    if (!picture) throw leftToOthers();
    return picture;
  }
}
