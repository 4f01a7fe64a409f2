import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { folderOfPictures } from '../../test/small-pictures.js';
import { folderWith } from '../../test/temporary-folder.js';
import type { Dataset } from '../dataset/dataset.js';
import { openDataset } from '../dataset/open-dataset.js';
import { decode } from '../picture/decode.js';
import { resizeShortSide } from '../resize/resize-short-side.js';
import { openLoader, type OpenLoaderOptions } from './open-loader.js';
import { openPictureFile, type PictureFileOptions, writePictureFile } from './picture-file.js';

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

const newFolder = (): string => join(folderWith({}), 'new', 'pictures');
/** Of the only file. */
const pathIn = (directory: string): string => join(directory, readdirSync(directory)[0]);
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
    const file = { directory: newFolder() };
    const expected = await pixelsOf(dataset, { workers: 0 });
    expect(await pixelsOf(dataset, { workers, file })).toEqual(expected);
    expect(await pixelsOf(unread(dataset), { workers: 0, file })).toEqual(expected);
  });

  it('may hold smaller pictures', async () => {
    const dataset = await setOf();
    const options = { directory: newFolder(), shortSide: 4 };
    await writePictureFile(dataset, options);
    const file = openPictureFile(dataset, options);
    const picture = await decode(await dataset.read(1));
    const how = { interpolation: 'bilinear', rounding: 'torchvision' } as const;
    expect(file?.get(1)).toMatchObject({ width: 4, height: 4 });
    expect([...(file?.get(1)?.data ?? [])]).toEqual([...resizeShortSide(picture, 4, how).data]);
    expect(file?.get(ROTTEN)).toBeUndefined();
    file?.close();
  });

  it('stands beside those of other pictures and of smaller ones', async () => {
    const [dataset, other] = [await setOf(), await setOf()];
    const directory = newFolder();
    const shortSide = 4;
    await writePictureFile(dataset, { directory });
    await writePictureFile(other, { directory });
    await writePictureFile(other, { directory, shortSide });
    expect(readdirSync(directory)).toHaveLength(3);
    for (const [each, how] of [[dataset], [other], [other, { shortSide }]] as const) {
      const file = openPictureFile(each, { directory, ...how });
      expect(file?.get(0)?.width).toBe(how ? 4 : (await decode(await each.read(0))).width);
      file?.close();
    }
  });

  it('is not taken for one of other pictures, another version or a whole one', async () => {
    const dataset = await setOf();
    const options = { directory: newFolder() };
    await writePictureFile(dataset, options);
    const path = pathIn(options.directory);
    const whole = readFileSync(path);
    const isTaken = (asked = dataset, how: PictureFileOptions = options) => {
      const file = openPictureFile(asked, how);
      file?.close();
      return file !== undefined;
    };
    expect(isTaken()).toBe(true);
    expect(isTaken(await setOf())).toBe(false);
    expect(isTaken(dataset, { ...options, shortSide: 4 })).toBe(false);
    expect(isTaken(dataset, { directory: newFolder() })).toBe(false);
    for (const length of [whole.length - 1, 60, 3]) {
      truncateSync(path, length);
      expect(isTaken()).toBe(false);
    }
    writeFileSync(path, Buffer.from(whole).fill('2', 7, 8));
    expect(isTaken()).toBe(false);
  });

  it('says so where a folder is in its place, or a file in that of its folder', async () => {
    const dataset = await setOf();
    const directory = newFolder();
    await writePictureFile(dataset, { directory });
    const path = pathIn(directory);
    rmSync(path);
    mkdirSync(path);
    expect(() => openPictureFile(dataset, { directory })).toThrow(
      expect.objectContaining({ code: 'DATA_UNREADABLE' }),
    );
    const file = join(folderWith({ file: 'of something else' }), 'file');
    await expect(writePictureFile(dataset, { directory: file })).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
    });
  });

  it('appears whole for whoever writes it at the same time, and leaves nothing else', async () => {
    const dataset = await setOf();
    const directory = newFolder();
    await Promise.all(Array.from({ length: 3 }, () => writePictureFile(dataset, { directory })));
    const names = readdirSync(directory);
    expect(names).toHaveLength(1);
    const stop = AbortSignal.abort(new Error('enough'));
    const stopped = writePictureFile(dataset, { directory, shortSide: 4 }, stop);
    await expect(stopped).rejects.toThrow('enough');
    expect(readdirSync(directory)).toEqual(names);
  });
});
