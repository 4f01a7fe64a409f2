import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from '@jest/globals';
import { folderOfPictures } from '../../../test/small-pictures.js';
import { folderWith } from '../../../test/temporary-folder.js';
import { type Dataset, openDataset, randomStream } from '../../index.js';
import type { TransformRecord } from '../../transform/transform-record.js';
import { epochBatches, type EpochOptions } from '../epoch.js';
import { openLoader } from '../open-loader.js';
import { LoaderWorkers, type LoaderWorkersOptions } from './loader-workers.js';

const LENGTH = 40;
const BATCH = 4;
const geometry = { size: 8, resize: null, cropRule: 'torchvision' } as const;
const transform: TransformRecord = {
  kind: 'training',
  geometry,
  augmentation: { crop: { kind: 'padAndCrop', padding: 2 }, flip: 0.5 },
};
const OPTIONS = { transform, batch: BATCH, prefetch: 2, cache: null, file: null };
const EPOCH: EpochOptions = { seed: 1, epoch: 0, shuffle: true };

async function hashesOf(
  batches: AsyncIterable<{ pixels: Uint8Array; indices: Uint32Array }>,
  onBatch?: () => void,
): Promise<readonly string[]> {
  const hashes: string[] = [];
  for await (const { pixels, indices } of batches) {
    hashes.push(createHash('sha256').update(pixels).update(indices).digest('hex'));
    onBatch?.();
  }
  return hashes;
}

async function expected(dataset: Dataset, epoch: EpochOptions): Promise<readonly string[]> {
  const loading = await openLoader(dataset, { transform, batch: BATCH, workers: 0 });
  return hashesOf(loading.batches(epoch));
}

/** Runs with a crew that is ended afterwards. */
async function withCrew<T>(
  dataset: Dataset,
  options: Partial<LoaderWorkersOptions>,
  use: (epoch: (options: EpochOptions) => ReturnType<typeof epochBatches>) => Promise<T>,
): Promise<T> {
  const crew = await LoaderWorkers.start(dataset, { workers: 2, ...OPTIONS, ...options });
  try {
    return await use((epoch) => epochBatches(dataset, BATCH, epoch, (plan) => crew.load(plan)));
  } finally {
    await crew.close();
  }
}

/** Makes every thread end itself by a statement as it opens a file of the given name. */
function trap(name: string, statement: string): LoaderWorkersOptions['workerOptions'] {
  const folder = folderWith({});
  const file = join(folder, 'trap.cjs');
  writeFileSync(
    file,
    `const files = require('node:fs/promises');
     const { existsSync, writeFileSync } = require('node:fs');
     const { readFile } = files;
     const first = () => {
       const mark = ${JSON.stringify(join(folder, 'sprung'))};
       return !existsSync(mark) && (writeFileSync(mark, ''), true);
     };
     files.readFile = async (path, ...rest) => {
       if (String(path).endsWith(${JSON.stringify(name)})) { ${statement} }
       return readFile(path, ...rest);
     };`,
  );
  return { execArgv: ['--require', file], stderr: true };
}

describe('a worker that dies', () => {
  it.each([1, 2, 4])('is replaced, with %i of them and at random moments', async (workers) => {
    const dataset = await openDataset(await folderOfPictures(LENGTH));
    const random = randomStream(workers, 0, 0, 'kills');
    const threads: Worker[] = [];
    const kills: Promise<number>[] = [];
    const kill = (): void => {
      if (random.uniform() < 0.3) {
        kills.push(
          threads[
            random.integer(Math.max(0, threads.length - workers), threads.length - 1)
          ].terminate(),
        );
      }
    };
    await withCrew(
      dataset,
      { workers, onStart: (thread) => threads.push(thread) },
      async (epoch) => {
        for (let number = 0; number < 2; number++) {
          const options = { ...EPOCH, epoch: number };
          expect(await hashesOf(epoch(options), kill)).toEqual(await expected(dataset, options));
        }
      },
    );
    expect(threads.length).toBeGreaterThan(workers);
    await Promise.all(kills);
  });

  it.each([
    ['ends its own thread', 'if (first()) process.exit(3);'],
    [
      'throws where nobody catches it',
      "if (first()) { setImmediate(() => { throw new Error('oops'); }); await new Promise(() => {}); }",
    ],
  ])('is replaced if it %s', async (_, statement) => {
    const dataset = await openDataset(await folderOfPictures(LENGTH));
    const started: Worker[] = [];
    const options = {
      workerOptions: trap('017.png', statement),
      onStart: (thread: Worker) => started.push(thread),
    };
    await withCrew(dataset, options, async (epoch) => {
      expect(await hashesOf(epoch(EPOCH))).toEqual(await expected(dataset, EPOCH));
    });
    expect(started).toHaveLength(3);
  });

  it('again and again on the same picture is an error that names the picture', async () => {
    const dataset = await openDataset(await folderOfPictures(LENGTH));
    const workerOptions = trap('017.png', 'process.exit(3);');
    await withCrew(dataset, { workerOptions }, async (epoch) => {
      await expect(hashesOf(epoch(EPOCH))).rejects.toMatchObject({
        code: 'WORKER_LOST',
        message: expect.stringMatching(/017\.png has ended the worker .* 3 times \(exit code 3\)/),
      });
    });
  });

  it('before it is ready is an error', async () => {
    const dataset = await openDataset(await folderOfPictures(3));
    const file = join(folderWith({ 'die.cjs': 'process.exit(5);' }), 'die.cjs');
    const options = { ...OPTIONS, workers: 1, workerOptions: { execArgv: ['--require', file] } };
    await expect(LoaderWorkers.start(dataset, options)).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringContaining('ended 3 times before it loaded anything (exit code 5)'),
    });
  });
});
