import { openJpeg, type Picture, PictureError } from '@mobilenext/pictures';
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
  const picture =
    cache && !cachesTransformed
      ? transformed(source, view, await cached(source, index, () => decoded(source, index)))
      : await cached(source, index, () => loadTransformed(source, index, view));
  return { picture, label: dataset.label(index), index, name: dataset.nameOf(index) };
}

async function cached(
  { cache }: SampleSource,
  index: number,
  make: () => Promise<Picture>,
): Promise<Picture> {
  const kept = cache?.get(index);
  if (kept) return kept;
  const picture = await make();
  cache?.offer(index, picture);
  return picture;
}

async function loadTransformed(
  source: SampleSource,
  index: number,
  view: number,
): Promise<Picture> {
  if (source.file) return transformed(source, view, await decoded(source, index));
  const bytes = await read(source, index);
  // Only what the transform asks for is decoded.
  const file = openJpeg(bytes);
  if (file) {
    try {
      return transformed(source, view, file);
    } catch (error) {
      if (!isLeftToOthers(error)) throw error;
    }
  }
  return transformed(source, view, await decodeSample(source, index, bytes));
}

async function decoded(source: SampleSource, index: number): Promise<Picture> {
  source.signal.throwIfAborted();
  return source.file?.get(index) ?? decodeSample(source, index, await read(source, index));
}

async function read({ dataset, signal }: SampleSource, index: number): Promise<Uint8Array> {
  signal.throwIfAborted();
  const bytes = await dataset.read(index);
  signal.throwIfAborted();
  return bytes;
}

const decodeSample = ({ dataset }: SampleSource, index: number, bytes: Uint8Array) =>
  decode(bytes, { name: dataset.nameOf(index) });

function transformed(source: SampleSource, view: number, picture: Picture): Picture {
  const { dataset, transform, seed, epoch } = source;
  try {
    return transform(picture, randomStream(seed, epoch, view, 'transform'));
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
