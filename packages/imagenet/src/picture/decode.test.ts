import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { pictures } from '../../test/arbitraries.js';
import { fixtureBytes, readFixture, sha256 } from '../../test/fixtures.js';
import { encodePng } from '@mobilenext/pictures';
import { decode } from './decode.js';

const CASES =
  readFixture<{ input: string; width: number; height: number; sha256: string }[]>('decode.json');

describe('decode', () => {
  it.each(CASES)('gives the bytes of Pillow for $input', async ({ input, ...expected }) => {
    const { width, height, data } = await decode(fixtureBytes(input));
    expect({ width, height, sha256: sha256(data) }).toEqual(expected);
  });

  it.each([
    { input: 'empty.jpg', code: 'NOT_A_PICTURE', what: 'an empty file' },
    { input: 'text.jpg', code: 'NOT_A_PICTURE', what: 'text' },
    { input: 'truncated.jpg', code: 'PICTURE_DAMAGED', what: 'a JPEG picture' },
    { input: 'rgb.bmp', code: 'PICTURE_UNSUPPORTED', what: 'a BMP picture' },
  ])('says in one line that $input is $what', async ({ input, code, what }) => {
    const decoded = decode(fixtureBytes(input), { name: input });
    const line = new RegExp(`^${input} is ${what}.*$`);
    await expect(decoded).rejects.toMatchObject({ code, message: expect.stringMatching(line) });
  });

  it.each([
    { content: '<!DOCTYPE html><html>', what: 'a web page' },
    { content: 'version https://git-lfs.github.com/spec/v1\n', what: 'the pointer of git-lfs' },
    { content: '\0\x01\x02\x03', what: 'a file of unknown kind' },
  ])('knows $what', async ({ content, what }) => {
    await expect(decode(Buffer.from(content))).rejects.toThrow(what);
  });

  it('turns a photo as its EXIF orientation says if it is asked to', async () => {
    const raw = { width: 4, height: 2, channels: 3 } as const;
    const bytes = await sharp(new Uint8Array(24), { raw })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(await decode(bytes)).toMatchObject({ width: 4, height: 2 });
    const upright = await decode(bytes, { orientation: 'upright' });
    expect(upright).toMatchObject({ width: 2, height: 4 });
  });

  it('gives back what encodePng was given', async () => {
    await fc.assert(
      fc.asyncProperty(pictures(), async (picture) => {
        const { width, height, data } = await decode(await encodePng(picture));
        expect({ width, height, data: Uint8Array.from(data) }).toEqual(picture);
      }),
      { numRuns: 20 },
    );
  });
});
