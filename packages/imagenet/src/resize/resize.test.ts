import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Interpolation } from '@mobilenext/pictures';
import { pictures } from '../../test/arbitraries.js';
import { fixturePicture, readFixture, sha256 } from '../../test/fixtures.js';
import { resize } from './resize.js';

interface Case {
  readonly input: string;
  readonly size: [number, number];
  readonly filter: Interpolation;
  readonly box: [number, number, number, number] | null;
  readonly sha256: string;
  readonly sha256Pillow10?: string;
}

const CASES = readFixture<Case[]>('resize.json');
const INTERPOLATIONS = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const;

describe('resize', () => {
  it.each(CASES)('gives the bytes of Pillow for $input $filter $size $box', async (golden) => {
    const { input, size, filter: interpolation, box } = golden;
    const [width, height] = size;
    const picture = await fixturePicture(input);
    const options = { width, height, interpolation, box: box ?? undefined };
    expect(sha256(resize(picture, options).data)).toBe(golden.sha256);
    const old = resize(picture, { ...options, passOrder: 'pillow10' });
    expect(sha256(old.data)).toBe(golden.sha256Pillow10 ?? golden.sha256);
  });

  it('keeps a picture of one colour, at any size and with any filter', () => {
    const side = fc.integer({ min: 1, max: 40 });
    const filter = fc.constantFrom(...INTERPOLATIONS);
    fc.assert(
      fc.property(side, side, side, side, fc.nat(255), filter, (w, h, width, height, level, f) => {
        const picture = { width: w, height: h, data: new Uint8Array(w * h * 3).fill(level) };
        const { data } = resize(picture, { width, height, interpolation: f });
        expect(data).toEqual(new Uint8Array(width * height * 3).fill(level));
      }),
    );
  });

  it('changes nothing where the size stays', () => {
    fc.assert(
      fc.property(pictures(), fc.constantFrom(...INTERPOLATIONS), (picture, interpolation) => {
        const { width, height, data } = picture;
        expect(resize(picture, { width, height, interpolation }).data).toEqual(data);
      }),
    );
  });

  it.each([{ box: [0, 0, 9, 2] }, { box: [-1, 0, 2, 2] }, { box: [2, 0, 2, 2] }] as const)(
    'refuses the box $box of a picture of 3x2',
    ({ box }) => {
      const picture = { width: 3, height: 2, data: new Uint8Array(18) };
      const options = { width: 2, height: 2, interpolation: 'bicubic', box } as const;
      const wrong = /^box .* does not lie inside the picture of 3x2 pixels$/;
      expect(() => resize(picture, options)).toThrow(wrong);
    },
  );

  it('refuses a size that is no whole number', () => {
    const picture = { width: 3, height: 2, data: new Uint8Array(18) };
    const options = { width: 1.5, height: 2, interpolation: 'box' } as const;
    expect(() => resize(picture, options)).toThrow('width is 1.5');
  });
});
