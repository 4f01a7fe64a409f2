import { availableParallelism } from 'node:os';
import type { Dataset } from '../dataset/dataset.js';
import { ImagenetError } from '../errors.js';
import { prefetched } from '../loader/prefetched.js';
import { examinePicture, type Finding, rottenBy } from './examine-picture.js';

/** What was found about one picture of a data set. */
export interface PictureFinding extends Finding {
  /** Place in the data set. */
  readonly index: number;
  readonly name: string;
}

export interface CheckPicturesOptions {
  /** Pictures in memory at a time; two for each core by default. */
  readonly concurrency?: number;
  /** Shorter side in pixels below which a picture is tiny; 32 by default. */
  readonly tiny?: number;
  readonly onProgress?: (done: number, pictures: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Decodes all pictures of a data set, several at a time on the threads of Node's pool, and gives
 * what is rotten or odd in the order of the data set, whichever is decoded first.
 *
 * @throws the signal's reason
 */
export async function* checkPictures(
  dataset: Dataset,
  options: CheckPicturesOptions = {},
): AsyncGenerator<PictureFinding> {
  const { concurrency = 2 * availableParallelism(), tiny = 32, onProgress, signal } = options;
  const work = (index: number): Promise<readonly PictureFinding[]> => examine(dataset, index, tiny);
  signal?.throwIfAborted();
  let done = 0;
  for await (const findings of prefetched(
    Array(dataset.length).keys(),
    work,
    Math.max(1, concurrency) - 1,
  )) {
    signal?.throwIfAborted();
    yield* findings;
    onProgress?.(++done, dataset.length);
  }
}

async function examine(
  dataset: Dataset,
  index: number,
  tiny: number,
): Promise<readonly PictureFinding[]> {
  const name = dataset.nameOf(index);
  const findings = await dataset.read(index).then(
    (bytes) => examinePicture(bytes, { name, tiny }),
    (error: unknown) => {
      if (error instanceof ImagenetError) return [rottenBy(error)];
      throw error;
    },
  );
  return findings.map((finding) => ({ ...finding, index, name }));
}
