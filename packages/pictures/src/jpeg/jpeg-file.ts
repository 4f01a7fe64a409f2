import { leftToOthers } from '../errors.js';
import type { Picture, PixelBox } from '../resample/picture.js';
import { decodeFrame } from './decode-jpeg.js';
import { readFrame } from './frame.js';

/** A JPEG file whose headers were read: its size is known, and any box can be decoded alone. */
export interface JpegFile {
  readonly width: number;
  readonly height: number;
  /**
   * The pixels of a box inside the picture, all by default.
   *
   * @throws {PictureError} `PICTURE` where the file turns out to be one of those that {@link decode}
   * leaves to other decoders; `MEMORY`
   */
  readonly decode: (box?: PixelBox) => Picture;
}

/** Reads a JPEG file's headers; undefined where {@link decode} leaves such files to other decoders. */
export function openJpeg(bytes: Uint8Array): JpegFile | undefined {
  const frame = readFrame(bytes);
  if (!frame) return undefined;
  const { width, height } = frame;
  return {
    ...{ width, height },
    decode(box) {
      const picture = decodeFrame(bytes, frame, box);
      if (!picture) throw leftToOthers();
      return picture;
    },
  };
}
