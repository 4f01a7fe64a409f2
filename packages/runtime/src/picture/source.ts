import type { BytesSource } from '../files/read-bytes.js';

/** Decoded pixels, such as an `ImageData`: rows from the top, RGB or RGBA, alpha is left out. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3 or 4] */
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** An `<img>`, by what is asked of it: this package has no need of the types of a page. */
export interface ImageElement {
  readonly naturalWidth: number;
  readonly naturalHeight: number;
  decode(): Promise<void>;
}

/** An `ImageBitmap`, by what is asked of it. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  close(): void;
}

/** A picture: a path (Node) or address, a file's bytes, a `Blob` or `File`, pixels; in a page an image. */
export type PictureSource = BytesSource | Pixels | ImageElement | Bitmap;

/**
 * `upright`: as its EXIF orientation says; `stored`: as it lies in the file, in browsers of JPEG
 * files only.
 */
export type Orientation = 'upright' | 'stored';

export interface DecodeOptions {
  readonly orientation: Orientation;
  /** How errors call the picture. */
  readonly name: string;
}
