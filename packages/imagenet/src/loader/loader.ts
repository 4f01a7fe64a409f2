import type { Dataset } from '../dataset/dataset.js';
import { ImagenetError, tooManyRotten } from '../errors.js';
import { checkSide } from '../picture/picture.js';
import { sampleOrder } from '../random/sample-order.js';
import type { Transform } from '../transform/transform.js';
import { assembleBatch, type Batch, type Sample } from './batch.js';
import { loadSampleOrNext, type RottenPicture, type SampleSource } from './load-sample.js';
import type { PictureCache } from './picture-cache.js';
import { prefetched } from './prefetched.js';

export interface LoaderOptions {
  /** Must make all pictures of one size. */
  readonly transform: Transform;
  /** Pictures a batch. */
  readonly batch: number;
  readonly seed: number;
  readonly epoch: number;
  readonly shuffle: boolean;
  /** Leaves out a last batch that is not full; false by default. */
  readonly dropLast?: boolean;
  /** First position in the epoch's order, to go on within an epoch; 0 by default. */
  readonly start?: number;
  /** Batches that are prepared while the consumer works; 2 by default. */
  readonly prefetch?: number;
  /** Keeps decoded pictures for the epochs to come. */
  readonly cache?: PictureCache;
  /** Takes only so many pictures of the epoch's order. */
  readonly limit?: number;
  /**
   * Share of the epoch's pictures that may be rotten, rounded up, so that a small folder may hold
   * one too; 0, for evaluation, by default.
   */
  readonly tolerance?: number;
  /**
   * Whether the next of the order takes a rotten picture's place, so that batches stay full; true
   * by default. Otherwise it is left out, so that no picture counts twice.
   */
  readonly replaceRotten?: boolean;
  /** Told of each rotten picture, in the order of the epoch. */
  readonly onRotten?: (picture: RottenPicture) => void;
  readonly signal?: AbortSignal;
}

/**
 * The batches of one epoch. What they hold depends on data, seed and epoch, never on timing or on
 * `prefetch`; `replaceRotten` says what becomes of a rotten picture.
 *
 * @throws {ImagenetError} while iterating: the picture's own error where nothing is tolerated, else
 * `TOO_MANY_ROTTEN`; `ARGUMENT` where sizes differ; the signal's reason where it was aborted
 */
export async function* loader(dataset: Dataset, options: LoaderOptions): AsyncGenerator<Batch> {
  const { batch, seed, epoch, shuffle, dropLast = false, start = 0, prefetch = 2 } = options;
  checkSide('batch', batch);
  const order = sampleOrder({ length: dataset.length, seed, epoch, shuffle });
  const samples = Math.min(options.limit ?? order.length, order.length);
  const end = dropLast ? start + Math.floor((samples - start) / batch) * batch : samples;
  const tolerated = Math.ceil((options.tolerance ?? 0) * samples);
  const check = rottenCheck(dataset.name, samples, tolerated, options.onRotten);

  const { transform, cache, replaceRotten = true } = options;
  const attempts = replaceRotten ? tolerated + 1 : 1;
  const load = (first: number, stop: AbortSignal): Promise<Loaded> => {
    const signal = options.signal ? AbortSignal.any([options.signal, stop]) : stop;
    const positions = { first, end: Math.min(first + batch, end), attempts };
    return loadBatch({ dataset, transform, seed, epoch, cache, signal }, order, positions);
  };
  for await (const loaded of prefetched(multiples(start, end, batch), load, prefetch)) {
    options.signal?.throwIfAborted();
    loaded.rotten.forEach(check);
    if (loaded.error && !isLeftOut(loaded.error, replaceRotten)) throw loaded.error;
    if (loaded.samples.length > 0) yield assembleBatch(loaded.samples);
  }
}

/** A picture's own error, which the check of all rotten ones has let pass. */
const isLeftOut = (error: Error, replaceRotten: boolean): boolean =>
  !replaceRotten && error instanceof ImagenetError;

function* multiples(start: number, end: number, step: number): Generator<number> {
  for (let position = start; position < end; position += step) yield position;
}

interface Loaded {
  readonly samples: readonly Sample[];
  /** In the order of the epoch. */
  readonly rotten: readonly RottenPicture[];
  /** Why the batch has a gap; a rotten picture only where nothing graver has happened. */
  readonly error?: Error;
}

/** Waits for all pictures even where one fails, so that nothing goes on behind the caller's back. */
async function loadBatch(
  source: SampleSource,
  order: Uint32Array,
  { first, end, attempts }: { first: number; end: number; attempts: number },
): Promise<Loaded> {
  const rotten = Array.from({ length: end - first }, (): RottenPicture[] => []);
  const results = await Promise.allSettled(
    rotten.map((found, i) => loadSampleOrNext(source, order, first + i, attempts, found)),
  );
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Error] : [],
  );
  return {
    samples: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    rotten: rotten.flat(),
    error: failures.find((error) => !(error instanceof ImagenetError)) ?? failures[0],
  };
}

/** Counts each rotten picture once, tells of it, and throws where there are too many. */
function rottenCheck(
  name: string,
  samples: number,
  tolerated: number,
  onRotten: LoaderOptions['onRotten'],
): (picture: RottenPicture) => void {
  const seen = new Set<number>();
  return (picture) => {
    if (seen.has(picture.index)) return;
    seen.add(picture.index);
    onRotten?.(picture);
    if (tolerated === 0) throw picture.error;
    if (seen.size > tolerated) {
      throw tooManyRotten(name, seen.size, samples, tolerated, picture.error);
    }
  };
}
