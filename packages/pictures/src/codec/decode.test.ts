import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { decode } from './decode.js';
import { encodePng } from './encode-png.js';
import { layoutOf } from './layout.js';

/** Red, then green. */
const PIXELS = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 0, 255, 0) };
const image = () => sharp(PIXELS.data, { raw: { width: 2, height: 1, channels: 3 } });
const cmyk = () => image().toColourspace('cmyk');

describe('decode', () => {
  it('turns a photo as its EXIF orientation says only if asked', async () => {
    const bytes = await image().png().withMetadata({ orientation: 8 }).toBuffer();
    const stored = await decode(bytes);
    expect([stored.width, stored.height, ...stored.data]).toEqual([2, 1, 255, 0, 0, 0, 255, 0]);
    const upright = await decode(bytes, { orientation: 'upright' });
    expect([upright.width, upright.height, ...upright.data]).toEqual([1, 2, 0, 255, 0, 255, 0, 0]);
  });

  it('makes RGB of CMYK as Pillow does, whatever the file', async () => {
    const raw = { width: 1, height: 1, channels: 4 } as const;
    const ink = sharp(Uint8Array.of(0, 128, 255, 51), { raw }).pipelineColourspace('cmyk');
    const bytes = await ink.toColourspace('cmyk').tiff({ compression: 'none' }).toBuffer();
    expect((await sharp(bytes).metadata()).space).toBe('cmyk');
    const [c, m, y, k] = await sharp(bytes)
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .raw()
      .toBuffer();
    const expected = [c, m, y].map((part) => 255 - k - Math.round((part * (255 - k)) / 255));
    expect([...(await decode(bytes)).data]).toEqual(expected);
  });

  it('gives back what encodePng was given', async () => {
    const side = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(side, side, fc.infiniteStream(fc.nat(255)), async (width, height, bytes) => {
        const data = Uint8Array.from(
          { length: width * height * 3 },
          () => bytes.next().value as number,
        );
        const decoded = await decode(await encodePng({ width, height, data }));
        expect({ ...decoded, data: Uint8Array.from(decoded.data) }).toEqual({
          width,
          height,
          data,
        });
      }),
      { numRuns: 10 },
    );
  });

  it('says what sharp says of what is no picture', async () => {
    await expect(decode(new Uint8Array(8))).rejects.toMatchObject({
      code: 'PICTURE',
      message: 'the picture cannot be decoded (Input buffer contains unsupported image format)',
    });
  });
});

describe('layoutOf', () => {
  it.each([
    ['cmyk', () => cmyk().jpeg()],
    ['usual', () => image().jpeg()],
    ['usual', () => image().png()],
    ['grey16', () => image().toColourspace('grey16').png()],
    ['usual', () => image().toColourspace('rgb16').png()],
    ['usual', () => image().webp()],
    ['usual', () => image().gif()],
    [undefined, () => image().tiff()],
  ])('tells %s from the first bytes', async (layout, picture) => {
    expect(layoutOf(await picture().toBuffer())).toBe(layout);
  });
});
