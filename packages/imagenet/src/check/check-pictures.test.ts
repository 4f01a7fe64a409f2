import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { folderWith } from '../../test/temporary-folder.js';
import type { Dataset } from '../dataset/dataset.js';
import { openDataset } from '../dataset/open-dataset.js';
import { checkPictures } from './check-pictures.js';

const red = (side = 40) =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#c02020' } });

let files: Readonly<Record<string, Uint8Array | string>>;
beforeAll(async () => {
  const jpeg = await red().jpeg().toBuffer();
  const frames = { raw: { width: 8, height: 16, channels: 3, pageHeight: 8 } } as const;
  files = {
    'a/00-usual.jpg': jpeg,
    'a/01-cut.jpg': jpeg.subarray(0, jpeg.length - 40),
    'a/02-text.jpg': 'no picture',
    'a/03-empty.png': '',
    'a/04-cmyk.jpg': await red().toColourspace('cmyk').jpeg().toBuffer(),
    'a/05-grey.png': await red().greyscale().toColourspace('b-w').png().toBuffer(),
    'a/06-alpha.png': await red().ensureAlpha(0.5).png().toBuffer(),
    'a/07-deep.png': await red().toColourspace('rgb16').png().toBuffer(),
    'a/08-moving.gif': await sharp(
      Uint8Array.from({ length: 8 * 16 * 3 }, (_, i) => i),
      frames,
    )
      .gif()
      .toBuffer(),
    'a/09-tiny.png': await red(31).png().toBuffer(),
    'a/10-png.jpg': await red().png().toBuffer(),
    'a/11-turned.jpg': await red().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
    'a/12-usual.JPEG': jpeg,
  };
});

async function findingsOf(
  dataset: Dataset,
  options?: Parameters<typeof checkPictures>[1],
): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { name, kind } of checkPictures(dataset, options)) {
    found.push(`${name.slice(name.lastIndexOf('/') + 1)} ${kind}`);
  }
  return found;
}

describe('checkPictures', () => {
  it('names each rotten and odd picture in the order of the data set, and no other', async () => {
    const dataset = await openDataset(folderWith(files));
    const steps: number[] = [];
    const found = await findingsOf(dataset, { onProgress: (done) => steps.push(done) });
    expect(found).toEqual([
      '01-cut.jpg rotten',
      '02-text.jpg rotten',
      '03-empty.png rotten',
      '04-cmyk.jpg cmyk',
      '05-grey.png grey',
      '06-alpha.png alpha',
      '07-deep.png 16-bit',
      '08-moving.gif animated',
      '08-moving.gif tiny',
      '09-tiny.png tiny',
      '10-png.jpg wrong-extension',
      '11-turned.jpg exif-rotated',
    ]);
    expect(steps).toEqual(Array.from({ length: dataset.length }, (_, i) => i + 1));
    expect(await findingsOf(dataset, { concurrency: 1 })).toEqual(found);
    expect(await findingsOf(dataset, { tiny: 8 })).not.toContain('09-tiny.png tiny');
  });

  it('holds no more pictures than it may, and counts one that cannot be read as rotten', async () => {
    const path = folderWith(files);
    const dataset = await openDataset(path);
    rmSync(join(path, 'a/00-usual.jpg'));
    let reading = 0;
    let most = 0;
    const read = async (index: number): Promise<Uint8Array> => {
      most = Math.max(most, ++reading);
      return dataset.read(index).finally(() => reading--);
    };
    const found = await findingsOf({ ...dataset, read }, { concurrency: 3 });
    expect(found[0]).toBe('00-usual.jpg rotten');
    expect(most).toBeLessThanOrEqual(3);
  });

  it('stops when it is told to', async () => {
    const dataset = await openDataset(folderWith(files));
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(findingsOf(dataset, { signal })).rejects.toThrow('stopped');
  });
});
