import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import sharp from 'sharp';
import { encodePng, type Picture } from '../src/index.js';
import { folderWith } from './temporary-folder.js';

const SIDE = 200;
const PICTURES = 12;
/** Epochs. Heaps and compiled code of the threads grow for some 300, by up to 100 MB in Node 24. */
const MARKS = [200, 600] as const;
const OPTIONS = {
  transform: {
    kind: 'training',
    geometry: { size: 64, resize: null, cropRule: 'torchvision' },
    augmentation: {
      crop: {
        kind: 'randomResizedCrop',
        ...{ scale: [0.08, 1], ratio: [0.75, 1.33], interpolation: 'bilinear' },
      },
      flip: 0.5,
    },
  },
  batch: 4,
};

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

const jpegOf = ({ width, height, data }: Picture): Promise<Buffer> =>
  sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();

it.each([0, 2])('keeps nothing of an epoch, with %i workers', async (workers) => {
  const pictures = Array.from({ length: PICTURES }, async (_, i) => {
    const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_value, j) => (i * 37 + j) % 251);
    const picture = { width: SIDE, height: SIDE, data };
    // Two ways to decode, and two kinds of memory.
    return i % 2 === 0
      ? ([`class/${i}.png`, await encodePng(picture)] as const)
      : ([`class/${i}.jpg`, await jpegOf(picture)] as const);
  });
  const folder = folderWith(Object.fromEntries(await Promise.all(pictures)));
  const words = [folder, JSON.stringify({ ...OPTIONS, workers }), ...MARKS.map(String)];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', '-e', PROGRAM, ...words],
    // With the arenas of glibc, of which each decoding thread has one, resident memory goes up and
    // down by tens of MiB.
    { cwd: join(__dirname, '..'), env: { ...process.env, MALLOC_ARENA_MAX: '1' } },
  );
  const [early, late] = JSON.parse(stdout) as { resident: number; held: number }[];
  const seen = (MARKS[1] - MARKS[0]) * PICTURES * SIDE * SIDE * 3;
  expect(late.held - early.held).toBeLessThan(2 ** 20);
  // A picture kept by a worker is in the resident memory alone.
  expect(late.resident - early.resident).toBeLessThan(seen / 4);
});
