import type { Dataset } from '../dataset/dataset.js';
import type { Transform } from '../transform/transform.js';
import { assembleBatch, type Batch } from './batch.js';
import {
  type EpochOptions,
  type EpochPlan,
  epochBatches,
  gravest,
  type Loaded,
  type Span,
} from './epoch.js';
import { loadSampleOrNext, type RottenPicture, type SampleSource } from './load-sample.js';
import type { PictureCache } from './picture-cache.js';
import { prefetched } from './prefetched.js';

export interface LoaderOptions extends EpochOptions {
  /** Must make all pictures of one size. */
  readonly transform: Transform;
  /** Pictures a batch. */
  readonly batch: number;
  /** Batches that are prepared while the consumer works; 2 by default. */
  readonly prefetch?: number;
  /** Keeps decoded pictures for the epochs to come. */
  readonly cache?: PictureCache;
}

/**
 * The batches of one epoch, loaded on this thread. What they hold depends on data, seed and epoch,
 * never on timing or on `prefetch`; `replaceRotten` says what becomes of a rotten picture.
 *
 * @throws {ImagenetError} while iterating: the picture's own error where nothing is tolerated, else
 * `TOO_MANY_ROTTEN`; `ARGUMENT` where sizes differ; the signal's reason where it was aborted
 */
export function loader(dataset: Dataset, options: LoaderOptions): AsyncGenerator<Batch> {
  const { batch, transform, cache } = options;
  const load = loadHere({ dataset, transform, cache }, options);
  return epochBatches(dataset, batch, options, load);
}

/** Loads on the calling thread, some batches ahead. */
export function loadHere(
  source: Pick<SampleSource, 'dataset' | 'transform' | 'cache' | 'cachesTransformed' | 'file'>,
  { prefetch = 2, signal }: Pick<LoaderOptions, 'prefetch' | 'signal'>,
): (plan: EpochPlan) => AsyncIterable<Loaded> {
  return (plan) => {
    const { seed, epoch } = plan;
    const load = (span: Span, stop: AbortSignal): Promise<Loaded> => {
      const either = signal ? AbortSignal.any([signal, stop]) : stop;
      return loadSpan({ ...source, seed, epoch, signal: either }, plan, span);
    };
    return prefetched(plan.spans, load, prefetch);
  };
}

/** Waits for all pictures even where one fails, so that nothing goes on behind the caller's back. */
async function loadSpan(
  source: SampleSource,
  { order, attempts }: EpochPlan,
  { first, end }: Span,
): Promise<Loaded> {
  const rotten = Array.from({ length: end - first }, (): RottenPicture[] => []);
  const results = await Promise.allSettled(
    rotten.map((found, i) => loadSampleOrNext(source, order, first + i, attempts, found)),
  );
  const failures = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as Error] : [],
  );
  const samples = results.flatMap((result) =>
    result.status === 'fulfilled' ? [result.value] : [],
  );
  return {
    rotten: rotten.flat(),
    error: gravest(failures),
    batch: () => (samples.length > 0 ? assembleBatch(samples) : null),
  };
}
