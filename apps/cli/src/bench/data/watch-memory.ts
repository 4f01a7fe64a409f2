import { openDataset, openLoader } from '@mobilenext/imagenet';
import type { DataJob } from '../contender/job.js';
import { transformOf } from '../own/loader.js';

/** Memory of this process, workers included, in MiB. */
export interface Memory {
  readonly epochs: number;
  /** After a quarter of the epochs: engines and allocators have taken what they keep. */
  readonly earlyMb: number;
  readonly endMb: number;
}

interface WatchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/**
 * Loads epochs with our loader and looks at the resident memory.
 *
 * @throws the signal's reason when it is aborted.
 */
export async function watchMemory(
  job: DataJob,
  epochs: number,
  { signal, onProgress }: WatchOptions,
): Promise<Memory> {
  const dataset = await openDataset(job.data);
  try {
    const { batch, workers } = job;
    const loading = await openLoader(dataset, { transform: transformOf(job), batch, workers });
    try {
      const early = Math.ceil(epochs / 4);
      let earlyMb = 0;
      for (let epoch = 0; epoch < epochs; epoch++) {
        for await (const { labels } of loading.batches({ seed: 0, epoch, shuffle: true, signal })) {
          if (labels.length === 0) throw new Error('a batch is empty');
        }
        if (epoch + 1 === early) earlyMb = residentMb();
        onProgress((epoch + 1) / epochs);
      }
      return { epochs, earlyMb, endMb: residentMb() };
    } finally {
      await loading.close();
    }
  } finally {
    await dataset.close();
  }
}

const residentMb = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);
