import type { Bitmap, ImageElement } from '@mobilenext/pictures';
import type { BytesSource } from '../files/read-bytes.js';

/** Decoded pixels, such as an `ImageData`: rows from the top, RGB or RGBA, alpha is left out. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3 or 4] */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** A picture: a path (Node) or address, a file's bytes, a `Blob` or `File`, pixels; in a page an image. */
export type PictureSource = BytesSource | Pixels | ImageElement | Bitmap;
