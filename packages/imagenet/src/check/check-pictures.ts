import { availableParallelism } from 'node:os';
import type { Dataset } from '../dataset/dataset.js';
import { ImagenetError } from '../errors.js';
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
  const running: Promise<readonly PictureFinding[]>[] = [];
  try {
    for (let next = 0, done = 0; done < dataset.length; done++) {
      signal?.throwIfAborted();
      while (next < dataset.length && running.length < concurrency) {
        const examined = examine(dataset, next++, tiny);
        // Whoever leaves early still waits for those below, and their failure is nobody's.
        examined.catch(() => undefined);
        running.push(examined);
      }
      yield* (await running.shift()) ?? [];
      onProgress?.(done + 1, dataset.length);
    }
  } finally {
    await Promise.allSettled(running);
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
