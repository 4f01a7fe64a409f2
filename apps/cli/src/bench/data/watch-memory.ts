import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openDataset, openLoader } from '@mobilenext/imagenet';
import type { DataJob } from '../contender/job.js';
import { transformOf } from '../own/loader.js';

/** Memory after some epochs, in MiB. */
interface MemoryAt {
  readonly epochs: number;
  /** Of this process, workers included. */
  readonly residentMb: number;
  /** What of it JavaScript holds on this thread, garbage left out: objects and buffers, shared ones too. */
  readonly heldMb: number;
}

/** Memory of a process that loads. */
export interface Memory {
  readonly epochs: number;
  /** After a quarter of the epochs: engines and allocators have taken most of what they keep. */
  readonly earlyMb: number;
  readonly endMb: number;
  /** After each quarter, of few epochs after each epoch. */
  readonly quarters: readonly MemoryAt[];
}

interface WatchOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/**
 * Loads epochs with our loader and looks at the memory.
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
      // Of fewer than four epochs each is looked at once.
      const ends = new Set([1, 2, 3, 4].map((quarter) => Math.ceil((quarter * epochs) / 4)));
      const quarters: MemoryAt[] = [];
      for (let epoch = 0; epoch < epochs; epoch++) {
        for await (const { labels } of loading.batches({ seed: 0, epoch, shuffle: true, signal })) {
          if (labels.length === 0) throw new Error('a batch is empty');
        }
        if (ends.has(epoch + 1)) quarters.push(memoryAt(epoch + 1));
        onProgress((epoch + 1) / epochs);
      }
      const [early, end] = [quarters[0], quarters[quarters.length - 1]];
      return { epochs, earlyMb: early.residentMb, endMb: end.residentMb, quarters };
    } finally {
      await loading.close();
    }
  } finally {
    await dataset.close();
  }
}

function memoryAt(epochs: number): MemoryAt {
  collectGarbage();
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
  const heldMb = Number(mebibytes(heapUsed + arrayBuffers).toFixed(1));
  return { epochs, residentMb: Math.round(mebibytes(rss)), heldMb };
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  // Memory of buffers that are gone is given back beside the program; the second time waits for it.
  collect();
}

const mebibytes = (bytes: number): number => bytes / 2 ** 20;
