import { availableParallelism } from 'node:os';
import type { Dataset } from '../dataset/dataset.js';
import { badWorkers, pictureFileChanged } from '../errors.js';
import { checkSide } from '../picture/picture.js';
import { transformOf, type TransformRecord } from '../transform/transform-record.js';
import type { Batch } from './batch.js';
import { type EpochOptions, type EpochPlan, epochBatches, type Loaded } from './epoch.js';
import { loadHere } from './loader.js';
import {
  openPictureFile,
  type PictureFile,
  type PictureFileOptions,
  writePictureFile,
} from './picture-file.js';
import { makeCacheMemory, sharedPictureCache } from './shared-picture-cache.js';
import { LoaderWorkers } from './workers/loader-workers.js';

export interface OpenLoaderOptions {
  readonly transform: TransformRecord;
  /** Pictures a batch. */
  readonly batch: number;
  /**
   * Threads that load; 0: the calling one. By default {@link defaultWorkers} or, where
   * `openDataset` did not open the data set, 0.
   */
  readonly workers?: number;
  /** Batches that are prepared while the consumer works; 2 by default. */
  readonly prefetch?: number;
  /**
   * Bytes in which pictures are kept for the epochs to come, all threads together; 0 by default.
   * They are kept as decoded or, where the transform is that of evaluation, as transformed.
   */
  readonly cacheBytes?: number;
  /**
   * Keeps decoded pictures in a file of a folder, too, for this and other runs. It is written first,
   * which takes as long as decoding everything once and three bytes a pixel, and is as good as long
   * as the pictures are the same: who changes one under its name removes the file.
   */
  readonly file?: PictureFileOptions;
  /** Stops writing the file. */
  readonly signal?: AbortSignal;
}

/** Loads epochs of a data set, one at a time. */
export interface BatchLoader {
  /**
   * The batches of one epoch: the same bytes as those of {@link loader}, whatever the number of
   * workers and whichever of them die.
   *
   * A batch from workers is a view of memory that is used again: it is good until the next one is
   * asked for or the loop is left.
   *
   * @throws {ImagenetError} as {@link loader}; `WORKER_LOST` where a picture ends one worker after
   * the other
   */
  batches(options: EpochOptions): AsyncGenerator<Batch>;
  /** Ends the workers; the data set stays open. */
  close(): Promise<void>;
}

const MOST_WORKERS = 4;

/**
 * Workers that leave one core to the consumer, 4 at most: sharp decodes on the four threads that
 * Node keeps for the whole process, unless UV_THREADPOOL_SIZE says otherwise before it starts.
 */
export const defaultWorkers = (): number => Math.min(MOST_WORKERS, availableParallelism() - 1);

/**
 * Starts the workers of a loader, which open the data set again by its path.
 *
 * @throws {ImagenetError} `ARGUMENT` where `openDataset` did not open the data set; as it
 *
 * @example
 * const loading = await openLoader(dataset, {
 *   transform: { kind: 'training', geometry, augmentation },
 *   ...{ batch: 128, workers: 2 },
 * });
 * for await (const { pixels } of loading.batches({ seed: 0, epoch: 0, shuffle: true })) ...
 * await loading.close();
 */
export async function openLoader(
  dataset: Dataset,
  options: OpenLoaderOptions,
): Promise<BatchLoader> {
  const { transform: record, batch, prefetch = 2, cacheBytes = 0 } = options;
  const workers = options.workers ?? (dataset.origin ? defaultWorkers() : 0);
  checkSide('batch', batch);
  if (!Number.isSafeInteger(workers) || workers < 0) throw badWorkers(workers);
  // Before a file is open, as these may throw.
  const transform = transformOf(record);
  const cache = cacheBytes > 0 ? makeCacheMemory(dataset.length, cacheBytes) : null;
  const { file: fileOptions, signal } = options;
  const file = fileOptions && (await pictureFile(dataset, fileOptions, signal));
  const loading = (load: (signal?: AbortSignal) => (plan: EpochPlan) => AsyncIterable<Loaded>) => ({
    batches: (epoch: EpochOptions) => epochBatches(dataset, batch, epoch, load(epoch.signal)),
  });
  if (workers === 0) {
    const source = {
      ...{ dataset, file, transform },
      cache: cache ? sharedPictureCache(cache) : undefined,
      cachesTransformed: record.kind === 'evaluation',
    };
    return {
      ...loading((stop) => loadHere(source, { prefetch, signal: stop })),
      close: () => Promise.resolve(file?.close()),
    };
  }
  file?.close();
  const threads = await LoaderWorkers.start(dataset, {
    ...{ workers, transform: record, batch, prefetch, cache },
    file: fileOptions ?? null,
  });
  return {
    ...loading((stop) => (plan) => threads.load(plan, stop)),
    close: () => threads.close(),
  };
}

/** The pictures of a file, which is written where it is not there yet. */
async function pictureFile(
  dataset: Dataset,
  options: PictureFileOptions,
  signal?: AbortSignal,
): Promise<PictureFile> {
  const found = openPictureFile(dataset, options);
  if (found) return found;
  await writePictureFile(dataset, options, signal);
  const written = openPictureFile(dataset, options);
  if (!written) throw pictureFileChanged(options.directory);
  return written;
}
