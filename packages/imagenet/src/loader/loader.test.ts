import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import type { Dataset } from '../dataset/dataset.js';
import { datasetFrom } from '../dataset/dataset.js';
import { encodePng, PictureError } from '@mobilenext/pictures';
import type { Transform } from '../transform/transform.js';
import { trainingTransform } from '../transform/training-transform.js';
import type { Batch } from './batch.js';
import type { RottenPicture } from './load-sample.js';
import { createPictureCache } from './picture-cache.js';
import { loader, type LoaderOptions } from './loader.js';

const LENGTH = 23;
let files: readonly Uint8Array[] = [];

beforeAll(async () => {
  files = await Promise.all(
    Array.from({ length: LENGTH }, (_, i) =>
      encodePng({ width: 4, height: 4, data: new Uint8Array(48).map((_, j) => i * 10 + j) }),
    ),
  );
});

/** A data set that counts how often it has been read, and how many reads are under way. */
interface CountingDataset extends Dataset {
  readonly reads: () => number;
  readonly reading: () => number;
}

/** Pictures in memory, of which some are rotten. */
function memoryDataset(rotten: readonly number[] = []): CountingDataset {
  let reads = 0;
  let reading = 0;
  const dataset = datasetFrom({
    name: 'memory',
    split: null,
    classes: ['a', 'b', 'c'],
    labels: Int32Array.from({ length: LENGTH }, (_, i) => i % 3),
    nameOf: (index) => `picture ${index}`,
    read: async (index) => {
      reads++;
      reading++;
      await new Promise((resolve) => setImmediate(resolve));
      reading--;
      return rotten.includes(index) ? Buffer.from('rotten') : files[index];
    },
  });
  return { ...dataset, reads: () => reads, reading: () => reading };
}

const transform = trainingTransform(
  { size: 4, resize: null, cropRule: 'torchvision' },
  { crop: { kind: 'padAndCrop', padding: 1 }, flip: 0.5 },
);
const OPTIONS = { transform, batch: 5, seed: 1, epoch: 0, shuffle: true };

async function batchesOf(
  dataset: Dataset,
  options: Partial<LoaderOptions> = {},
): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of loader(dataset, { ...OPTIONS, ...options })) batches.push(batch);
  return batches;
}

const indicesOf = (batches: readonly Batch[]): readonly number[] =>
  batches.flatMap(({ indices }) => [...indices]);

describe('loader', () => {
  it('gives each sample once an epoch, with its label and in batches', async () => {
    const batches = await batchesOf(memoryDataset());
    expect(batches.map(({ shape }) => shape)).toEqual([
      ...Array.from({ length: 4 }, () => [5, 4, 4, 3]),
      [3, 4, 4, 3],
    ]);
    expect([...indicesOf(batches)].sort((a, b) => a - b)).toEqual([...Array(LENGTH).keys()]);
    for (const { indices, labels, pixels, shape } of batches) {
      expect([...labels]).toEqual([...indices].map((index) => index % 3));
      expect(pixels).toHaveLength(shape.reduce((product, side) => product * side, 1));
    }
  });

  it('gives the same whatever is prefetched', async () => {
    const expected = await batchesOf(memoryDataset(), { prefetch: 0 });
    await fc.assert(
      fc.asyncProperty(fc.nat(9), async (prefetch) => {
        expect(await batchesOf(memoryDataset(), { prefetch })).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('gives the same from a cache, and reads no picture twice that has room there', async () => {
    const dataset = memoryDataset();
    // Ten pictures of 4x4 pixels.
    const cache = createPictureCache({ maxBytes: 10 * 48 });
    const expected = await batchesOf(memoryDataset(), { epoch: 1 });
    await batchesOf(dataset, { cache });
    expect(dataset.reads()).toBe(LENGTH);
    expect(await batchesOf(dataset, { cache, epoch: 1 })).toEqual(expected);
    expect(dataset.reads()).toBe(LENGTH + LENGTH - 10);
  });

  it('gives of JPEG files, which are decoded in part, what whole ones have there', async () => {
    const width = 60;
    const data = new Uint8Array(3 * width ** 2).map((_, i) => (i * 7) ^ (i >> 6));
    const image = () => sharp(data, { raw: { width, height: width, channels: 3 } });
    const whole = await image().jpeg().toBuffer();
    const jpegs = [
      whole,
      await image().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
      // Four inks, and a scan that breaks off, are left to sharp.
      await image().toColourspace('cmyk').jpeg().toBuffer(),
      Buffer.concat([whole.subarray(0, whole.length >> 1), whole.subarray(-2)]),
    ];
    const dataset = datasetFrom({
      ...{ name: 'jpegs', split: null, classes: ['a'], nameOf: (index: number) => `jpeg ${index}` },
      labels: new Int32Array(LENGTH),
      read: (index) => Promise.resolve(jpegs[index % jpegs.length]),
    });
    const crop = {
      kind: 'randomResizedCrop',
      scale: [0.08, 1],
      ratio: [0.75, 1.33],
      interpolation: 'bilinear',
    } as const;
    const geometry = { size: 16, resize: null, cropRule: 'torchvision' } as const;
    const options = { transform: trainingTransform(geometry, { crop, flip: 0.5 }) };
    const cache = createPictureCache({ maxBytes: 2 ** 20 });
    const given = await batchesOf(dataset, options);
    expect(given).toEqual(await batchesOf(dataset, { ...options, cache }));
    // Of which the first files take all room.
    const small = createPictureCache({ maxBytes: 3 * data.length });
    expect(given).toEqual(await batchesOf(dataset, { ...options, cache: small }));
    expect(indicesOf(given)).toHaveLength(LENGTH);
    // Nothing is done to a file.
    const untouched = { geometry: { ...geometry, size: width }, crop: { kind: 'none' } } as const;
    const same = trainingTransform(untouched.geometry, { crop: untouched.crop, flip: 0 });
    const batches = await batchesOf(dataset, { transform: same });
    expect(batches).toEqual(await batchesOf(dataset, { transform: same, cache }));
  });

  it('gives each sample the same pixels whatever the batch', async () => {
    const one = await batchesOf(memoryDataset(), { batch: 1 });
    const all = await batchesOf(memoryDataset(), { batch: LENGTH });
    expect(Buffer.concat(one.map(({ pixels }) => pixels))).toEqual(Buffer.from(all[0].pixels));
  });

  it('goes on from a position as if it had not stopped', async () => {
    const whole = await batchesOf(memoryDataset());
    expect(await batchesOf(memoryDataset(), { start: 10 })).toEqual(whole.slice(2));
  });

  it('differs between epochs', async () => {
    const [first, second] = [
      await batchesOf(memoryDataset()),
      await batchesOf(memoryDataset(), { epoch: 1 }),
    ];
    expect(indicesOf(first)).not.toEqual(indicesOf(second));
  });

  it('takes no more than the limit, and drops a last batch that is not full', async () => {
    expect(indicesOf(await batchesOf(memoryDataset(), { limit: 7 }))).toHaveLength(7);
    expect(indicesOf(await batchesOf(memoryDataset(), { dropLast: true }))).toHaveLength(20);
  });

  it('refuses pictures of several sizes', async () => {
    const grow: Transform = ({ data }) => {
      const width = 1 + ((data[0] / 10) % 2);
      return { width, height: 1, data: new Uint8Array(width * 3) };
    };
    await expect(batchesOf(memoryDataset(), { transform: grow })).rejects.toThrow(
      'all must be of one size',
    );
  });
});

describe('a rotten picture', () => {
  it('is named and ends an evaluation', async () => {
    const seen: RottenPicture[] = [];
    const batches = batchesOf(memoryDataset([7]), { onRotten: (picture) => seen.push(picture) });
    await expect(batches).rejects.toMatchObject({
      code: 'NOT_A_PICTURE',
      message: 'picture 7 is text, not a picture: remove or replace it',
    });
    expect(seen.map(({ index }) => index)).toEqual([7]);
  });

  it('is replaced by the next of the order in training, and told of once', async () => {
    const order = indicesOf(await batchesOf(memoryDataset()));
    const rotten = [order[3], order[4], order[22]];
    const seen: string[] = [];
    const tolerant = { tolerance: 0.2, onRotten: ({ name }: RottenPicture) => seen.push(name) };
    const replaced = indicesOf(await batchesOf(memoryDataset(rotten), tolerant));
    expect(replaced).toEqual(
      order.map((index, i) => [order[5], order[5], order[0]][[3, 4, 22].indexOf(i)] ?? index),
    );
    expect(seen).toEqual(rotten.map((index) => `picture ${index}`));
  });

  it('is left out where it is not to be replaced, with the batch that it leaves empty', async () => {
    const seen: number[] = [];
    const batches = await batchesOf(memoryDataset([1, 20, 21, 22]), {
      shuffle: false,
      tolerance: 0.2,
      replaceRotten: false,
      onRotten: ({ index }) => seen.push(index),
    });
    expect(indicesOf(batches)).toEqual([0, ...Array.from({ length: 18 }, (_, i) => i + 2)]);
    expect(batches.map(({ labels }) => labels.length)).toEqual([4, 5, 5, 5]);
    expect(seen).toEqual([1, 20, 21, 22]);
  });

  it('is one too many past the tolerated share also where it is left out', async () => {
    const options = { tolerance: 0.1, replaceRotten: false };
    await expect(batchesOf(memoryDataset([1, 2, 3, 4]), options)).rejects.toMatchObject({
      code: 'TOO_MANY_ROTTEN',
    });
  });

  it('is one too many past the tolerated share', async () => {
    const rotten = memoryDataset([1, 2, 3, 4, 5]);
    await expect(batchesOf(rotten, { tolerance: 0.1 })).rejects.toMatchObject({
      code: 'TOO_MANY_ROTTEN',
      message: expect.stringMatching(/^memory: already 4 of 23 pictures cannot be used, where 3 /),
    });
  });

  it('counts once whatever its views, which are all replaced', async () => {
    const seen: number[] = [];
    const options: Partial<LoaderOptions> = { shuffle: false, repeats: 3, tolerance: 0.2 };
    const onRotten = ({ index }: RottenPicture): void => void seen.push(index);
    const batches = await batchesOf(memoryDataset([1, 2]), { ...options, onRotten });
    // Three views of each of eight pictures, the last cut off by the length of the epoch.
    expect(indicesOf(batches)).toEqual([
      0, 0, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7,
    ]);
    expect(seen).toEqual([1, 2]);
    await expect(batchesOf(memoryDataset([1, 2, 4]), options)).rejects.toMatchObject({
      code: 'TOO_MANY_ROTTEN',
      message: expect.stringMatching(/already 3 of 8 pictures cannot be used, where 2 /),
    });
  });

  it('may be one that a transform has no memory for', async () => {
    const dataset = memoryDataset();
    const seen: RottenPicture[] = [];
    const options: Partial<LoaderOptions> = {
      transform: (picture, random) => {
        if (picture.data[0] === 70) throw new PictureError('MEMORY', 'it is too large');
        return transform(picture, random);
      },
      tolerance: 0.01,
      replaceRotten: false,
      onRotten: (picture) => seen.push(picture),
    };
    expect(indicesOf(await batchesOf(dataset, options))).toHaveLength(LENGTH - 1);
    expect(seen).toMatchObject([
      { index: 7, error: { code: 'PICTURE_UNSUPPORTED', message: 'picture 7: it is too large' } },
    ]);
  });

  it('is not what a mistake in a transform is taken for', async () => {
    const broken = {
      tolerance: 0.5,
      transform: () => {
        throw new TypeError('a mistake');
      },
    };
    await expect(batchesOf(memoryDataset(), broken)).rejects.toThrow(TypeError);
  });
});

describe('stopping', () => {
  it('leaves nothing under way when the consumer breaks off', async () => {
    const dataset = memoryDataset();
    for await (const { labels } of loader(dataset, { ...OPTIONS, prefetch: 3 })) {
      expect(labels).toHaveLength(5);
      break;
    }
    expect(dataset.reading()).toBe(0);
  });

  it('ends with the reason of the signal', async () => {
    const dataset = memoryDataset();
    const stop = new AbortController();
    const consume = async (): Promise<void> => {
      for await (const { labels } of loader(dataset, { ...OPTIONS, signal: stop.signal })) {
        expect(labels).toHaveLength(5);
        stop.abort(new Error('enough'));
      }
    };
    await expect(consume()).rejects.toThrow('enough');
    expect(dataset.reading()).toBe(0);
  });
});
