import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { encodePng, type Picture } from '../src/index.js';
import { folderWith } from './temporary-folder.js';

const PICTURES = 12;

/** What a loader is given, and the epochs after which its memory is looked at. */
interface Loading {
  readonly folder: string;
  /** Side of what it makes of the pictures. */
  readonly size: number;
  readonly workers: number;
  readonly marks: readonly [number, number];
  readonly env?: NodeJS.ProcessEnv;
}

/** Bytes of the process, and of them what JavaScript holds on the main thread. */
interface Taken {
  readonly resident: number;
  readonly held: number;
}

/** Loads epochs with the built package, and says after the given ones what memory is taken. */
const PROGRAM = `
const { openDataset, openLoader } = require('@mobilenext/imagenet');
const [folder, options, ...marks] = process.argv.slice(1);
(async () => {
  const loading = await openLoader(await openDataset(folder), JSON.parse(options));
  const taken = [];
  for (let epoch = 1; taken.length < marks.length; epoch++) {
    for await (const batch of loading.batches({ seed: 0, epoch, shuffle: true }));
    if (epoch < Number(marks[taken.length])) continue;
    // Memory of buffers that are gone is given back beside the program; the second time waits for it.
    gc();
    gc();
    const { rss, heapUsed, arrayBuffers } = process.memoryUsage();
    taken.push({ resident: rss, held: heapUsed + arrayBuffers });
  }
  console.log(JSON.stringify(taken));
  await loading.close();
})();
`;

async function memoryOf({ folder, size, workers, marks, env }: Loading): Promise<readonly Taken[]> {
  const crop = {
    kind: 'randomResizedCrop',
    ...{ scale: [0.08, 1], ratio: [0.75, 1.33], interpolation: 'bilinear' },
  };
  const geometry = { size, resize: null, cropRule: 'torchvision' };
  const transform = { kind: 'training', geometry, augmentation: { crop, flip: 0.5 } };
  const words = [folder, JSON.stringify({ transform, batch: 4, workers }), ...marks.map(String)];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '-e', PROGRAM, ...words],
    { cwd: join(__dirname, '..'), env: { ...process.env, ...env } },
  );
  return JSON.parse(stdout) as Taken[];
}

function pictureOf(side: number, i: number): Picture {
  const data = Uint8Array.from({ length: side * side * 3 }, (_, j) => (i * 37 + j) % 251);
  return { width: side, height: side, data };
}

const jpegOf = ({ width, height, data }: Picture): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 98 })
    .toBuffer();

/** A class of pictures: PNG files and JPEG files. */
async function folderOf(side: number, isPng: (i: number) => boolean): Promise<string> {
  const files = Array.from({ length: PICTURES }, async (_, i) => {
    const picture = pictureOf(side, i);
    return isPng(i)
      ? ([`class/${i}.png`, await encodePng(picture)] as const)
      : ([`class/${i}.jpg`, await jpegOf(picture)] as const);
  });
  return folderWith(Object.fromEntries(await Promise.all(files)));
}

it.each([0, 2])('keeps nothing of an epoch, with %i workers', async (workers) => {
  const side = 200;
  // Heaps and compiled code of the threads grow for some 300 epochs.
  const marks = [200, 600] as const;
  const [early, late] = await memoryOf({
    // Two ways to decode, and two kinds of memory.
    folder: await folderOf(side, (i) => i % 2 === 0),
    ...{ size: 64, workers, marks },
    // With the arenas of glibc, of which each of sharp's threads has one, resident memory goes up and
    // down by tens of MiB.
    env: { MALLOC_ARENA_MAX: '1' },
  });
  const seen = (marks[1] - marks[0]) * PICTURES * side * side * 3;
  expect(late.held - early.held).toBeLessThan(2 ** 20);
  // A picture kept by a worker is in the resident memory alone.
  expect(late.resident - early.resident).toBeLessThan(seen / 4);
});

it('has after 300 JPEG files the memory that it keeps', async () => {
  const folder = await folderOf(400, () => false);
  const [early, late] = await memoryOf({ folder, size: 224, workers: 2, marks: [25, 100] });
  // Garbage of two workers that waits until V8's space for new objects is full was 60 MiB.
  expect(late.resident - early.resident).toBeLessThan(16 * 2 ** 20);
});
