import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  loader,
  openDataset,
  randomStream,
  transformOf,
  type TransformRecord,
} from '../src/index.js';
import { folderOfPictures } from './small-pictures.js';

const PICTURES = 120;
const BATCH = 2;
const EPOCH = { seed: 3, epoch: 4, shuffle: true };
const transform: TransformRecord = {
  kind: 'training',
  geometry: { size: 8, resize: null, cropRule: 'torchvision' },
  augmentation: { crop: { kind: 'padAndCrop', padding: 2 }, flip: 0.5 },
};

/** Loads what is left of the epoch from the built package, a hash a line, in a process of its own. */
const PROGRAM = `
const { createHash } = require('node:crypto');
const { setTimeout } = require('node:timers/promises');
const { openDataset, openLoader } = require('@mobilenext/imagenet');
const [folder, options, epoch] = process.argv.slice(1);
(async () => {
  const dataset = await openDataset(folder);
  const loading = await openLoader(dataset, JSON.parse(options));
  for await (const { pixels, labels, indices } of loading.batches(JSON.parse(epoch))) {
    console.log(createHash('sha256').update(pixels).update(labels).update(indices).digest('hex'));
    await setTimeout(1);
  }
  // Not closed: workers with nothing to do keep no process alive.
})();
`;

/** The hashes of the batches from `start` on until it is killed, some time after `killAfter` of them. */
async function loaded(
  folder: string,
  { workers, start, killAfter }: { workers: number; start: number; killAfter: number },
): Promise<readonly string[]> {
  const options = { transform, batch: BATCH, workers };
  const words = [folder, JSON.stringify(options), JSON.stringify({ ...EPOCH, start })];
  const child = spawn(process.execPath, ['-e', PROGRAM, ...words], {
    cwd: join(__dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const hashes: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    hashes.push(line);
    if (hashes.length === killAfter) child.kill('SIGKILL');
  }
  // The last line may be cut off.
  return hashes.filter((hash) => hash.length === 64);
}

async function unbroken(folder: string): Promise<readonly string[]> {
  const hashes: string[] = [];
  const options = { ...EPOCH, transform: transformOf(transform), batch: BATCH };
  for await (const { pixels, labels, indices } of loader(await openDataset(folder), options)) {
    hashes.push(createHash('sha256').update(pixels).update(labels).update(indices).digest('hex'));
  }
  return hashes;
}

describe('a run that is killed and goes on', () => {
  it.each([
    { workers: 1, kills: 6 },
    { workers: 2, kills: 7 },
    { workers: 4, kills: 7 },
  ])('gives the batches of an unbroken one: $workers workers, $kills times', async (run) => {
    const { workers, kills } = run;
    const folder = await folderOfPictures(PICTURES);
    const random = randomStream(workers, 0, 0, 'kills');
    const hashes: string[] = [];
    for (let kill = 0; kill <= kills; kill++) {
      const start = hashes.length * BATCH;
      const killAfter = kill < kills ? random.integer(1, 6) : Infinity;
      const some = await loaded(folder, { workers, start, killAfter });
      // It was at work when it was killed: there is something left for the next.
      expect(some.length).toBeGreaterThan(0);
      hashes.push(...some);
      if (kill < kills) expect(hashes.length).toBeLessThan(PICTURES / BATCH);
    }
    expect(hashes).toEqual(await unbroken(folder));
  });
});
