import type { Picture } from '@mobilenext/pictures';
import { badOption, badPicture } from '../errors.js';
import { type BytesSource, isBlob, nameOf, readBytes } from '../files/read-bytes.js';
import { decodeByCanvas, hasCanvas } from './decode-by-canvas.js';
import { decodeBySharp } from './decode-by-sharp.js';
import { pictureOfPixels } from './picture-of-pixels.js';
import type { Orientation, Pixels, PictureSource } from './source.js';
import { withoutExif } from './without-exif.js';

/**
 * A picture's RGB bytes: by the browser in a page, by sharp elsewhere; pixels are taken as they are.
 *
 * @param options.name how errors call a picture that has no name of its own
 * @throws {RuntimeError} `READ`, `PICTURE`, `MISSING`, `INPUT`; the signal's reason if it aborts.
 */
export async function decodePicture(
  source: PictureSource,
  options: {
    readonly orientation: Orientation;
    readonly name: string;
    readonly signal?: AbortSignal;
  },
): Promise<Picture> {
  if (isPixels(source)) return pictureOfPixels(source, options.name);
  if (isEncoded(source)) {
    const how = { orientation: options.orientation, name: nameOf(source, options.name) };
    const bytes = await readBytes(source, options.signal);
    if (bytes.length === 0) throw badPicture(how.name, 'it is empty');
    return hasCanvas()
      ? decodeByCanvas(blobOf(bytes, options.orientation), how.name)
      : decodeBySharp(bytes, how);
  }
  // A browser draws more than images, and says itself what it cannot.
  if (isObject(source) && hasCanvas()) return decodeByCanvas(source, options.name);
  throw badOption(options.name, source, 'a path, URL, Blob, bytes, pixels or, in a page, an image');
}

/** Browsers turn every picture upright; without the orientation it stays as it is stored. */
function blobOf(bytes: Uint8Array, orientation: Orientation): Blob {
  const parts = orientation === 'upright' ? [bytes] : withoutExif(bytes);
  return new Blob(parts as Uint8Array<ArrayBuffer>[]);
}

const isEncoded = (source: unknown): source is BytesSource =>
  typeof source === 'string' ||
  source instanceof URL ||
  source instanceof Uint8Array ||
  source instanceof ArrayBuffer ||
  isBlob(source);

const isObject = (source: unknown): source is object =>
  typeof source === 'object' && source !== null;

const isPixels = (source: unknown): source is Pixels =>
  isObject(source) && 'width' in source && 'height' in source && 'data' in source;
