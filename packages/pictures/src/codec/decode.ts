import { badPicture, PictureError } from '../errors.js';
import { decodeJpeg } from '../jpeg/decode-jpeg.js';
import { readOrientation } from '../jpeg/orientation.js';
import type { Picture } from '../resample/picture.js';
import { type Bitmap, decodeByCanvas, hasCanvas, type ImageElement } from './decode-by-canvas.js';
import { decodeBySharp } from './decode-by-sharp.js';
import { turnUpright } from './turn-upright.js';
import { withoutExif } from './without-exif.js';

/**
 * `upright`: as its EXIF orientation says; `stored`: as it lies in the file, in browsers of JPEG
 * files only.
 */
export type Orientation = 'upright' | 'stored';

export interface DecodeOptions {
  /** `stored` by default, as Pillow. */
  readonly orientation?: Orientation;
}

/**
 * Decodes JPEG, PNG, WebP, GIF (first frame), TIFF or AVIF to the bytes that Pillow's
 * `Image.open(f).convert('RGB')` gives. JPEG files are decoded at once, here; other files and the
 * rarer kinds of JPEG (four inks, 12 bits, arithmetic codes, damaged) by the browser in a page, elsewhere by sharp, on
 * another thread.
 *
 * Differs: where a GIF is transparent, Pillow keeps the colour below and sharp gives black; BMP is
 * not read. A browser is used without its colour management; its canvas keeps colour multiplied by
 * alpha: what is transparent comes out black, what is half transparent with rounding errors.
 *
 * @throws {PictureError} `PICTURE`; `MISSING` without sharp
 */
export async function decode(
  bytes: Uint8Array,
  { orientation = 'stored' }: DecodeOptions = {},
): Promise<Picture> {
  const jpeg = decodeJpeg(bytes);
  if (jpeg) return orientation === 'stored' ? jpeg : turnUpright(jpeg, readOrientation(bytes));
  return orExplain(() =>
    hasCanvas() ? decodeByCanvas(blobOf(bytes, orientation)) : decodeBySharp(bytes, orientation),
  );
}

/**
 * The pixels of an image of a page, turned upright.
 *
 * @throws {PictureError} `PICTURE`: also if it is of another origin that forbids reading
 */
export async function decodeImage(image: ImageElement | Bitmap): Promise<Picture> {
  return orExplain(() => decodeByCanvas(image));
}

/** Browsers turn every picture upright; without the orientation it stays as it is stored. */
function blobOf(bytes: Uint8Array, orientation: Orientation): Blob {
  const parts = orientation === 'upright' ? [bytes] : withoutExif(bytes);
  return new Blob(parts as Uint8Array<ArrayBuffer>[]);
}

async function orExplain(decode: () => Promise<Picture>): Promise<Picture> {
  try {
    return await decode();
  } catch (error) {
    throw error instanceof PictureError ? error : badPicture(error);
  }
}
