import type { Dataset } from '../dataset/dataset.js';
import { ImagenetError, tooManyRotten } from '../errors.js';
import { checkSide } from '../picture/picture.js';
import { sampleOrder, type Shard } from '../random/sample-order.js';
import type { Batch } from './batch.js';
import type { RottenPicture } from './load-sample.js';

/** Which pictures an epoch brings, and what becomes of rotten ones. */
export interface EpochOptions {
  readonly seed: number;
  readonly epoch: number;
  readonly shuffle: boolean;
  /** The part of one of several processes; everything by default. */
  readonly shard?: Shard;
  /** Views of each sample, each varied in its own way; 1 by default. See {@link sampleOrder}. */
  readonly repeats?: number;
  /** Leaves out a last batch that is not full; false by default. */
  readonly dropLast?: boolean;
  /** First position in the epoch's order, to go on within an epoch; 0 by default. */
  readonly start?: number;
  /** Takes only so many pictures of the epoch's order. */
  readonly limit?: number;
  /**
   * Share of the epoch's pictures that may be rotten, each counted once whatever its views, rounded
   * up, so that a small folder may hold one too; 0, for evaluation, by default.
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

/** What is to be loaded, whoever loads it. */
export interface EpochPlan {
  readonly seed: number;
  readonly epoch: number;
  /** Places in the data set, and views of them: `sampleOrder`. */
  readonly order: Uint32Array;
  /** Batches, as positions in the order. */
  readonly spans: readonly Span[];
  /** How many of the order are tried for one place of a batch. */
  readonly attempts: number;
}

export interface Span {
  readonly first: number;
  readonly end: number;
}

/** What became of a span. */
export interface Loaded {
  /** In the order of the epoch. */
  readonly rotten: readonly RottenPicture[];
  /** Why the batch has a gap; a rotten picture only where nothing graver has happened. */
  readonly error?: Error;
  /** The pictures that could be loaded; null where there are none. */
  readonly batch: () => Batch | null;
}

/**
 * The batches of an epoch from whatever `load` brings in the order of the plan's spans.
 *
 * @throws {ImagenetError} as {@link loader}
 */
export async function* epochBatches(
  dataset: Dataset,
  batch: number,
  options: EpochOptions,
  load: (plan: EpochPlan) => AsyncIterable<Loaded>,
): AsyncGenerator<Batch> {
  checkSide('batch', batch);
  const {
    seed,
    epoch,
    shuffle,
    shard,
    repeats = 1,
    start = 0,
    replaceRotten = true,
    signal,
  } = options;
  const order = sampleOrder({ length: dataset.length, seed, epoch, shuffle, shard, repeats });
  const samples = Math.min(options.limit ?? order.length, order.length);
  const pictures = repeats === 1 ? samples : picturesOf(order.subarray(0, samples), dataset.length);
  const tolerated = Math.ceil((options.tolerance ?? 0) * pictures);
  // All views of a rotten picture are rotten, and follow each other.
  const attempts = replaceRotten ? tolerated * repeats + 1 : 1;
  const full = Math.floor((samples - start) / batch) * batch;
  const spans = spansOf(start, options.dropLast ? start + full : samples, batch);

  const check = rottenCheck(dataset.name, pictures, tolerated, options.onRotten);
  for await (const loaded of load({ seed, epoch, order, spans, attempts })) {
    signal?.throwIfAborted();
    loaded.rotten.forEach(check);
    if (loaded.error && !isLeftOut(loaded.error, replaceRotten)) throw loaded.error;
    const loadedBatch = loaded.batch();
    if (loadedBatch) yield loadedBatch;
  }
}

/** How many different pictures views are of. */
const picturesOf = (views: Uint32Array, length: number): number =>
  new Set(views.map((view) => view % length)).size;

function spansOf(start: number, end: number, batch: number): readonly Span[] {
  const length = Math.max(0, Math.ceil((end - start) / batch));
  return Array.from({ length }, (_, i) => {
    const first = start + i * batch;
    return { first, end: Math.min(first + batch, end) };
  });
}

/** A picture's own error, which the check of all rotten ones has let pass. */
const isLeftOut = (error: Error, replaceRotten: boolean): boolean =>
  !replaceRotten && error instanceof ImagenetError;

/** Counts each rotten picture once, tells of it, and throws where there are too many. */
function rottenCheck(
  name: string,
  pictures: number,
  tolerated: number,
  onRotten: EpochOptions['onRotten'],
): (picture: RottenPicture) => void {
  const seen = new Set<number>();
  return (picture) => {
    if (seen.has(picture.index)) return;
    seen.add(picture.index);
    onRotten?.(picture);
    if (tolerated === 0) throw picture.error;
    if (seen.size > tolerated) {
      throw tooManyRotten(name, seen.size, pictures, tolerated, picture.error);
    }
  };
}

/** The error of a batch: a mistake counts before a picture that is rotten. */
export const gravest = (errors: readonly Error[]): Error | undefined =>
  errors.find((error) => !(error instanceof ImagenetError)) ?? errors.at(0);
