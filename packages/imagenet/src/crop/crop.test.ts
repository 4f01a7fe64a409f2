import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CropRule } from '@mobilenext/pictures';
import { pictures } from '../../test/arbitraries.js';
import { fixturePicture, readFixture, sha256 } from '../../test/fixtures.js';
import { centerCrop } from './center-crop.js';
import { crop } from './crop.js';
import { flipHorizontal } from '@mobilenext/pictures/augment';
import { pad } from './pad.js';

const CASES =
  readFixture<{ input: string; size: [number, number]; rule: CropRule; sha256: string }[]>(
    'center-crop.json',
  );

describe('centerCrop', () => {
  it.each(CASES)('gives the bytes of $rule for $input $size', async (golden) => {
    const [width, height] = golden.size;
    const cropped = centerCrop(await fixturePicture(golden.input), { width, height }, golden);
    expect(sha256(cropped.data)).toBe(golden.sha256);
  });

  it('says that a picture is too small where the rule does not pad', () => {
    const picture = { width: 3, height: 2, data: new Uint8Array(18) };
    expect(() => centerCrop(picture, 3, { rule: 'paddleclas' })).toThrow(
      'a crop of 3x3 does not fit into 3x2 pixels',
    );
  });
});

describe('crop', () => {
  it('takes margins off again', () => {
    const margin = fc.nat(5);
    fc.assert(
      fc.property(
        pictures(),
        margin,
        margin,
        margin,
        margin,
        (picture, left, top, right, bottom) => {
          const { width, height } = picture;
          const padded = pad(picture, { left, top, right, bottom });
          expect(crop(padded, { left, top, width, height })).toEqual(picture);
        },
      ),
    );
  });

  it.each([
    { left: 2, top: 0, width: 2, height: 1 },
    { left: -1, top: 0, width: 2, height: 1 },
    { left: 0.5, top: 0, width: 1, height: 1 },
  ])('refuses $left,$top $width x $height of 3x2', (box) => {
    const picture = { width: 3, height: 2, data: new Uint8Array(18) };
    expect(() => crop(picture, box)).toThrow('does not lie inside the picture of 3x2 pixels');
  });
});

describe('flipHorizontal', () => {
  it('moves the first pixel of a row to its end', () => {
    const picture = { width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
    expect(flipHorizontal(picture).data).toEqual(Uint8Array.of(4, 5, 6, 1, 2, 3));
  });

  it('undoes itself', () => {
    fc.assert(
      fc.property(pictures(), (picture) => {
        expect(flipHorizontal(flipHorizontal(picture))).toEqual(picture);
      }),
    );
  });
});
