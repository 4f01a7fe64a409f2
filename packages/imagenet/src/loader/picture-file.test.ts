import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folderOfPictures } from '../../test/small-pictures.js';
import { folderWith } from '../../test/temporary-folder.js';
import type { Dataset } from '../dataset/dataset.js';
import { openDataset } from '../dataset/open-dataset.js';
import { decode } from '../picture/decode.js';
import { resizeShortSide } from '../resize/resize-short-side.js';
import { openLoader, type OpenLoaderOptions } from './open-loader.js';
import { openPictureFile, writePictureFile } from './picture-file.js';

const LENGTH = 12;
// Pictures are in the order of their three classes.
const ROTTEN = 9;
const ROTTEN_FILE = 5;
const EPOCH = { seed: 0, epoch: 0, shuffle: true, tolerance: 0.1 };
const OPTIONS: OpenLoaderOptions = {
  transform: {
    kind: 'training',
    geometry: { size: 8, resize: null, cropRule: 'torchvision' },
    augmentation: { crop: { kind: 'padAndCrop', padding: 2 }, flip: 0.5 },
  },
  batch: 5,
};

const pathOf = (): string => join(folderWith({}), 'pictures');
const setOf = async (): Promise<Dataset> =>
  openDataset(await folderOfPictures(LENGTH, [ROTTEN_FILE]));

async function pixelsOf(dataset: Dataset, options: Partial<OpenLoaderOptions>): Promise<Buffer> {
  const loading = await openLoader(dataset, { ...OPTIONS, ...options });
  const pixels: Uint8Array[] = [];
  for await (const batch of loading.batches(EPOCH)) pixels.push(batch.pixels.slice());
  await loading.close();
  return Buffer.concat(pixels);
}

/** The same data set, whose pictures cannot be read, but for the rotten one. */
const unread = (dataset: Dataset): Dataset => ({
  ...dataset,
  read: (index) =>
    index === ROTTEN ? dataset.read(index) : Promise.reject(new Error(`${index} was read`)),
});

describe('a file of pictures', () => {
  it.each([0, 2])('is written once, and stands for the pictures of %i workers', async (workers) => {
    const dataset = await setOf();
    const file = { path: pathOf() };
    const expected = await pixelsOf(dataset, { workers: 0 });
    expect(await pixelsOf(dataset, { workers, file })).toEqual(expected);
    expect(await pixelsOf(unread(dataset), { workers: 0, file })).toEqual(expected);
  });

  it('may hold smaller pictures', async () => {
    const dataset = await setOf();
    const options = { path: pathOf(), shortSide: 4 };
    await writePictureFile(dataset, options);
    const file = openPictureFile(dataset, options);
    const picture = await decode(await dataset.read(1));
    const how = { interpolation: 'bilinear', rounding: 'torchvision' } as const;
    expect(file?.get(1)).toMatchObject({ width: 4, height: 4 });
    expect([...(file?.get(1)?.data ?? [])]).toEqual([...resizeShortSide(picture, 4, how).data]);
    expect(file?.get(ROTTEN)).toBeUndefined();
    file?.close();
  });

  it('is not taken for one of other pictures, another version or a whole one', async () => {
    const dataset = await setOf();
    const options = { path: pathOf() };
    await writePictureFile(dataset, options);
    const whole = readFileSync(options.path);
    const isTaken = (asked = dataset, how: { path: string; shortSide?: number } = options) => {
      const file = openPictureFile(asked, how);
      file?.close();
      return file !== undefined;
    };
    expect(isTaken()).toBe(true);
    expect(isTaken(await setOf())).toBe(false);
    expect(isTaken(dataset, { ...options, shortSide: 4 })).toBe(false);
    expect(isTaken(dataset, { path: pathOf() })).toBe(false);
    for (const length of [whole.length - 1, 60, 3]) {
      truncateSync(options.path, length);
      expect(isTaken()).toBe(false);
    }
    writeFileSync(options.path, Buffer.from(whole).fill('2', 7, 8));
    expect(isTaken()).toBe(false);
  });

  it('says so where there is a folder, or no folder for it', async () => {
    const dataset = await setOf();
    expect(() => openPictureFile(dataset, { path: folderWith({}) })).toThrow(
      expect.objectContaining({ code: 'DATA_UNREADABLE' }),
    );
    const path = join(folderWith({}), 'nowhere', 'pictures');
    await expect(writePictureFile(dataset, { path })).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
    });
  });

  it('appears whole for whoever writes it at the same time, and leaves nothing else', async () => {
    const dataset = await setOf();
    const path = pathOf();
    await Promise.all(Array.from({ length: 3 }, () => writePictureFile(dataset, { path })));
    expect(readdirSync(join(path, '..'))).toEqual(['pictures']);
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(writePictureFile(dataset, { path: `${path}2` }, stop)).rejects.toThrow('enough');
    expect(readdirSync(join(path, '..'))).toEqual(['pictures']);
  });
});
