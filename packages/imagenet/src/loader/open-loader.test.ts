import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { folderOfPictures } from '../../test/small-pictures.js';
import { folderWith } from '../../test/temporary-folder.js';
import type { Dataset } from '../dataset/dataset.js';
import { openDataset } from '../dataset/open-dataset.js';
import { encodePng } from '@mobilenext/pictures';
import { transformOf, type TransformRecord } from '../transform/transform-record.js';
import type { Batch } from './batch.js';
import type { EpochOptions } from './epoch.js';
import { loader } from './loader.js';
import { type BatchLoader, openLoader, type OpenLoaderOptions } from './open-loader.js';

const LENGTH = 23;
const geometry = { size: 8, resize: null, cropRule: 'torchvision' } as const;
const TRAINING: TransformRecord = {
  kind: 'training',
  geometry,
  augmentation: { crop: { kind: 'padAndCrop', padding: 2 }, flip: 0.5 },
};
const EVALUATION: TransformRecord = { kind: 'evaluation', geometry };
const EPOCH: EpochOptions = { seed: 1, epoch: 0, shuffle: true };
const BATCH = 5;
const WORKERS = [0, 1, 2, 4];

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function setOf(rotten: readonly number[] = []): Promise<Dataset> {
  const dataset = await openDataset(await folderOfPictures(LENGTH, rotten));
  opened.push(dataset);
  return dataset;
}

async function loaderOn(
  dataset: Dataset,
  options: Partial<OpenLoaderOptions> = {},
): Promise<BatchLoader> {
  const loading = await openLoader(dataset, { transform: TRAINING, batch: BATCH, ...options });
  opened.push(loading);
  return loading;
}

/** Copies, as batches of workers are views. */
async function copiesOf(batches: AsyncIterable<Batch>): Promise<readonly Batch[]> {
  const copies: Batch[] = [];
  for await (const { pixels, shape, labels, indices } of batches) {
    copies.push({
      ...{ pixels: pixels.slice(), shape },
      ...{ labels: labels.slice(), indices: indices.slice() },
    });
  }
  return copies;
}

const expected = (
  dataset: Dataset,
  options: EpochOptions = EPOCH,
  record: TransformRecord = TRAINING,
): Promise<readonly Batch[]> =>
  copiesOf(loader(dataset, { ...options, transform: transformOf(record), batch: BATCH }));

describe.each(WORKERS)('openLoader with %i workers', (workers) => {
  it('gives the bytes of the loader, epoch by epoch, from any position', async () => {
    const dataset = await setOf();
    const loading = await loaderOn(dataset, { workers });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.oneof(fc.nat(), fc.maxSafeNat()),
          epoch: fc.nat(100),
          shuffle: fc.boolean(),
          start: fc.nat(LENGTH),
          limit: fc.nat(LENGTH),
          dropLast: fc.boolean(),
        }),
        async (epoch) => {
          expect(await copiesOf(loading.batches(epoch))).toEqual(await expected(dataset, epoch));
        },
      ),
      { numRuns: 12 },
    );
  });

  it('gives the same from a cache that has room for some', async () => {
    const dataset = await setOf();
    for (const transform of [TRAINING, EVALUATION]) {
      const loading = await loaderOn(dataset, { workers, transform, cacheBytes: 10 * 192 });
      for (let epoch = 0; epoch < 3; epoch++) {
        const options = { ...EPOCH, epoch };
        const batches = await copiesOf(loading.batches(options));
        expect(batches).toEqual(await expected(dataset, options, transform));
      }
    }
  });

  it('replaces rotten pictures, and tells of them in the order of the epoch', async () => {
    const rotten = [3, 4, 11, 12, 22];
    const dataset = await setOf(rotten);
    const loading = await loaderOn(dataset, { workers });
    for (const replaceRotten of [true, false]) {
      for (const shuffle of [true, false]) {
        const [told, toldByLoader]: string[][] = [[], []];
        const options = { ...EPOCH, shuffle, replaceRotten, tolerance: 0.3 };
        const batches = await copiesOf(
          loading.batches({
            ...options,
            onRotten: ({ error, index, name }) => told.push(`${index} ${name} ${error.message}`),
          }),
        );
        expect(batches).toEqual(
          await expected(dataset, {
            ...options,
            onRotten: ({ error, index, name }) =>
              toldByLoader.push(`${index} ${name} ${error.message}`),
          }),
        );
        expect(told).toEqual(toldByLoader);
        expect(told).toHaveLength(rotten.length);
      }
    }
  });

  it('replaces all views of a rotten picture, which follow each other', async () => {
    const dataset = await setOf([3]);
    const loading = await loaderOn(dataset, { workers });
    const told: number[] = [];
    const batches = await copiesOf(
      loading.batches({
        ...{ seed: 1, epoch: 0, shuffle: false, repeats: 3, tolerance: 0.01, limit: 9 },
        onRotten: ({ index }) => told.push(index),
      }),
    );
    // Pictures are in the order of their three classes.
    expect(batches.flatMap(({ indices }) => [...indices])).toEqual([0, 0, 0, 2, 2, 2, 2, 2, 2]);
    expect(told).toEqual([1]);
  });

  it('takes a strip that scaling has no memory for as rotten', async () => {
    const png = (width: number, height: number): Promise<Uint8Array> =>
      encodePng({ width, height, data: new Uint8Array(width * height * 3) });
    const dataset = await openDataset(
      folderWith({ 'a/0.png': await png(2, 2), 'a/1.png': await png(1, 40) }),
    );
    opened.push(dataset);
    const resize = { shortSide: 3000, interpolation: 'bilinear', rounding: 'torchvision' } as const;
    const views = { crops: 5, flip: false } as const;
    const transform = { kind: 'evaluation', geometry: { ...geometry, resize }, views } as const;
    const loading = await loaderOn(dataset, { workers, transform });
    const batches = loading.batches({ ...EPOCH, tolerance: 0.5, replaceRotten: false });
    expect((await copiesOf(batches)).flatMap(({ indices }) => [...indices])).toEqual([0]);
    await expect(copiesOf(loading.batches(EPOCH))).rejects.toMatchObject({
      name: 'ImagenetError',
      code: 'PICTURE_UNSUPPORTED',
      message: expect.stringMatching(/1\.png: the picture needs \d+ MiB/),
    });
  });

  it('ends with the error of a rotten picture, and goes on with the next epoch', async () => {
    const dataset = await setOf([7]);
    const loading = await loaderOn(dataset, { workers });
    await expect(copiesOf(loading.batches(EPOCH))).rejects.toMatchObject({
      name: 'ImagenetError',
      code: 'NOT_A_PICTURE',
    });
    const tooMany = { ...EPOCH, tolerance: 0.1, replaceRotten: false };
    expect((await copiesOf(loading.batches(tooMany))).at(-1)?.labels).toHaveLength(3);
  });

  it('lets a consumer break off and begin another epoch', async () => {
    const dataset = await setOf();
    const loading = await loaderOn(dataset, { workers });
    for (let epoch = 0; epoch < 8; epoch++) {
      for await (const { labels } of loading.batches({ ...EPOCH, epoch })) {
        expect(labels.length).toBeGreaterThan(0);
        if (epoch % 2) break;
      }
    }
    const options = { ...EPOCH, epoch: 8 };
    expect(await copiesOf(loading.batches(options))).toEqual(await expected(dataset, options));
  });

  it('ends with the reason of the signal', async () => {
    const loading = await loaderOn(await setOf(), { workers });
    const stop = new AbortController();
    const consume = async (): Promise<void> => {
      for await (const { labels } of loading.batches({ ...EPOCH, signal: stop.signal })) {
        expect(labels).toHaveLength(BATCH);
        stop.abort(new Error('enough'));
      }
    };
    await expect(consume()).rejects.toThrow('enough');
  });
});

describe('openLoader', () => {
  it('needs a path for workers', async () => {
    const { origin: _, ...dataset } = await setOf();
    await expect(loaderOn(dataset, { workers: 1 })).rejects.toMatchObject({ code: 'ARGUMENT' });
    expect(await copiesOf((await loaderOn(dataset, { workers: 0 })).batches(EPOCH))).toHaveLength(
      5,
    );
  });

  it('refuses a second epoch while one is under way', async () => {
    const loading = await loaderOn(await setOf(), { workers: 1 });
    const first = loading.batches(EPOCH);
    await first.next();
    await expect(loading.batches(EPOCH).next()).rejects.toMatchObject({ code: 'ARGUMENT' });
    await first.return(undefined);
  });

  it('ends an epoch when it is closed, and has no other', async () => {
    const loading = await loaderOn(await setOf(), { workers: 1 });
    const epoch = loading.batches(EPOCH);
    await epoch.next();
    await loading.close();
    const closed = { code: 'ARGUMENT', message: expect.stringContaining('was closed') };
    await expect(copiesOf(epoch)).rejects.toMatchObject(closed);
    await expect(copiesOf(loading.batches(EPOCH))).rejects.toMatchObject(closed);
  });

  it('says so if the data have changed', async () => {
    const folder = folderWith({
      'a/1.png': await encodePng({ width: 1, height: 1, data: new Uint8Array(3) }),
    });
    const dataset = await openDataset(folder);
    await expect(loaderOn({ ...dataset, length: 2 }, { workers: 1 })).rejects.toMatchObject({
      code: 'DATA_CORRUPT',
      message: expect.stringContaining('had 2 pictures and now has 1'),
    });
  });

  it('refuses a part of a worker', async () => {
    await expect(loaderOn(await setOf(), { workers: 1.5 })).rejects.toThrow('workers is 1.5');
  });
});
