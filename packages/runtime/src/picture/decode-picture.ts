import {
  decode,
  decodeImage,
  hasCanvas,
  type Orientation,
  type Picture,
  PictureError,
} from '@mobilenext/pictures';
import { badOption, badPicture, noDecoder } from '../errors.js';
import { isBytesSource, nameOf, readBytes } from '../files/read-bytes.js';
import { pictureOfPixels } from './picture-of-pixels.js';
import type { Pixels, PictureSource } from './source.js';

/**
 * A picture's RGB bytes, as `decode` of `@mobilenext/pictures` gives them; pixels are taken as they are.
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
  if (isBytesSource(source)) {
    const { orientation, signal } = options;
    const name = nameOf(source, options.name);
    const bytes = await readBytes(source, signal);
    if (bytes.length === 0) throw badPicture(name, 'it is empty');
    return named(decode(bytes, { orientation }), name);
  }
  // A browser draws more than images, and says itself what it cannot.
  if (isObject(source) && hasCanvas()) return named(decodeImage(source), options.name);
  throw badOption(options.name, source, 'a path, URL, Blob, bytes, pixels or, in a page, an image');
}

/** The same errors in the words of this package, with the picture's name. */
async function named(decoding: Promise<Picture>, name: string): Promise<Picture> {
  try {
    return await decoding;
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    throw error.code === 'MISSING' ? noDecoder(name, error.cause) : badPicture(name, error.cause);
  }
}

const isObject = (source: unknown): source is object =>
  typeof source === 'object' && source !== null;

const isPixels = (source: unknown): source is Pixels =>
  isObject(source) && 'width' in source && 'height' in source && 'data' in source;
