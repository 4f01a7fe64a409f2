import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { RuntimeError } from '../errors.js';
import { decodePicture } from './decode-picture.js';
import type { PictureSource } from './source.js';

const folder = mkdtempSync(join(tmpdir(), 'mobilenext-pictures-'));
afterAll(() => rmSync(folder, { recursive: true }));

const UPRIGHT = { orientation: 'upright', name: 'picture 0' } as const;
/** Red, then green. */
const PIXELS = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 0, 255, 0) };
const png = () => sharp(PIXELS.data, { raw: { width: 2, height: 1, channels: 3 } }).png();

describe('decodePicture', () => {
  it('reads paths, addresses, blobs and bytes', async () => {
    const bytes = new Uint8Array(await png().toBuffer());
    const path = join(folder, 'a.png');
    writeFileSync(path, bytes);
    const dataUrl = `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
    const sources = [path, pathToFileURL(path), dataUrl, new Blob([bytes]), bytes, bytes.buffer];
    for (const source of sources) {
      const { width, height, data } = await decodePicture(source, UPRIGHT);
      expect({ width, height, data: Uint8Array.from(data) }).toEqual(PIXELS);
    }
  });

  it('takes pixels as they are, without alpha', async () => {
    const rgba = Uint8ClampedArray.of(255, 0, 0, 0, 0, 255, 0, 9);
    expect(await decodePicture({ ...PIXELS, data: rgba }, UPRIGHT)).toEqual(PIXELS);
    expect(await decodePicture(PIXELS, UPRIGHT)).toEqual(PIXELS);
  });

  it('keeps the colour of what is transparent', async () => {
    const data = Uint8Array.of(255, 0, 0, 0, 0, 255, 0, 9);
    const raw = { width: 2, height: 1, channels: 4 } as const;
    const bytes = await sharp(data, { raw }).png().toBuffer();
    expect([...(await decodePicture(bytes, UPRIGHT)).data]).toEqual([...PIXELS.data]);
  });

  it('turns a photo as its EXIF orientation says, or not', async () => {
    const bytes = await png().withMetadata({ orientation: 8 }).toBuffer();
    const upright = await decodePicture(bytes, UPRIGHT);
    expect([upright.width, upright.height, ...upright.data]).toEqual([1, 2, 0, 255, 0, 255, 0, 0]);
    const stored = await decodePicture(bytes, { ...UPRIGHT, orientation: 'stored' });
    expect([stored.width, stored.height]).toEqual([2, 1]);
  });

  it.each<[string, PictureSource, string]>([
    ['READ', join(folder, 'absent.jpg'), 'absent.jpg cannot be read (ENOENT'],
    ['PICTURE', new TextEncoder().encode('hello'), 'picture 0 cannot be decoded (Input buffer'],
    ['PICTURE', new Uint8Array(0), 'picture 0 cannot be decoded (it is empty)'],
    ['INPUT', { ...PIXELS, width: 3 }, 'picture 0 has 6 bytes for 3x1 pixels'],
    ['INPUT', { ...PIXELS, height: 0.5 }, 'height of picture 0 is 0.5'],
    ['INPUT', 7 as unknown as PictureSource, 'picture 0 is 7: it must be a path'],
  ])('answers %s', async (code, source, message) => {
    const error: unknown = await decodePicture(source, UPRIGHT).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(RuntimeError);
    expect(error).toMatchObject({ code });
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain('\n');
  });

  it('says how to get sharp where it is missing', async () => {
    jest.resetModules();
    jest.doMock('sharp', () => {
      throw new Error("Cannot find package 'sharp'\nRequire stack:");
    });
    const fresh = await import('./decode-picture.js');
    const error: unknown = await fresh
      .decodePicture(new Uint8Array(8), UPRIGHT)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({
      code: 'MISSING',
      message:
        "picture 0 is no JPEG file, or one that is damaged or of a rare kind: such are decoded by sharp, which cannot be loaded (Cannot find package 'sharp'): npm install sharp",
    });
  });
});
