import {
  CHANNELS,
  openJpeg,
  type Picture,
  PictureError,
  type PictureSize,
} from '@mobilenext/pictures';
import type { Dataset } from '../dataset/dataset.js';
import { aboutPicture, ImagenetError } from '../errors.js';
import { decode } from '../picture/decode.js';
import { randomStream } from '../random/random-stream.js';
import type { Transform } from '../transform/transform.js';
import type { Sample } from './batch.js';
import type { PictureCache } from './picture-cache.js';
import type { PictureFile } from './picture-file.js';

/** A picture that cannot be used. */
export interface RottenPicture {
  /** Place in the data set. */
  readonly index: number;
  readonly name: string;
  readonly error: ImagenetError;
}

export interface SampleSource {
  readonly dataset: Dataset;
  readonly transform: Transform;
  readonly seed: number;
  readonly epoch: number;
  readonly cache?: PictureCache;
  /**
   * Whether what is cached are pictures after the transform, which must not be a random one; by
   * default they are as decoded.
   */
  readonly cachesTransformed?: boolean;
  /** Holds pictures as decoded. */
  readonly file?: PictureFile;
  /** Told of a picture before it is tried. */
  readonly onTry?: (index: number) => void;
  /** Stops between two steps of a sample's way. */
  readonly signal: AbortSignal;
}

/**
 * The sample at a position of the order or, where that is rotten, the next in the order that is
 * not, trying `attempts` of them. What was rotten on the way is added to `rotten`.
 */
export async function loadSampleOrNext(
  source: SampleSource,
  order: Uint32Array,
  position: number,
  attempts: number,
  rotten: RottenPicture[],
): Promise<Sample> {
  for (let step = 0; ; step++) {
    const view = order[(position + step) % order.length];
    const index = view % source.dataset.length;
    source.onTry?.(index);
    try {
      return await loadSample(source, index, view);
    } catch (error) {
      if (!(error instanceof ImagenetError)) throw error;
      rotten.push({ index, name: source.dataset.nameOf(index), error });
      if (step + 1 >= attempts) throw error;
    }
  }
}

/** Reads, decodes and transforms one picture: a function of (seed, epoch, view) alone. */
async function loadSample(source: SampleSource, index: number, view: number): Promise<Sample> {
  const { dataset, cache, cachesTransformed } = source;
  const kept = cache?.get(index);
  const picture =
    kept && !cachesTransformed
      ? transformed(source, view, kept)
      : (kept ?? (await loadNew(source, index, view)));
  if (!kept && cachesTransformed) cache?.offer(index, picture);
  return { picture, label: dataset.label(index), index, name: dataset.nameOf(index) };
}

/** A picture that the cache does not have, transformed. */
async function loadNew(source: SampleSource, index: number, view: number): Promise<Picture> {
  const { dataset, file, signal } = source;
  signal.throwIfAborted();
  const inFile = file?.get(index);
  if (inFile) return transformed(source, view, keep(source, index, inFile));
  const bytes = await dataset.read(index);
  signal.throwIfAborted();
  const jpeg = openJpeg(bytes);
  // Only what the transform asks for is decoded, unless the cache takes the whole picture.
  if (jpeg && !isToKeep(source, jpeg)) {
    try {
      return transformed(source, view, jpeg);
    } catch (error) {
      if (!isLeftToOthers(error)) throw error;
    }
  }
  const decoded = await decode(bytes, { name: dataset.nameOf(index) });
  return transformed(source, view, keep(source, index, decoded));
}

const isToKeep = ({ cache, cachesTransformed }: SampleSource, picture: PictureSize): boolean =>
  cache !== undefined &&
  !cachesTransformed &&
  cache.hasRoom(picture.width * picture.height * CHANNELS);

/** Offers a decoded picture to a cache of these. */
function keep({ cache, cachesTransformed }: SampleSource, index: number, decoded: Picture) {
  if (!cachesTransformed) cache?.offer(index, decoded);
  return decoded;
}

function transformed(source: SampleSource, view: number, picture: Picture): Picture {
  const { dataset, transform, seed, epoch } = source;
  try {
    const result = transform(picture, randomStream(seed, epoch, view, 'transform'));
    // A file that nothing was done to is decoded here.
    const { width, height, data } = result;
    return { width, height, data };
  } catch (error) {
    const name = dataset.nameOf(view % dataset.length);
    throw aboutPicture(name, error);
  }
}

/** Whether a JPEG file turned out to be one for another decoder. */
function isLeftToOthers(error: unknown): boolean {
  const { cause } = error as Error;
  return cause instanceof PictureError && cause.code === 'PICTURE';
}
