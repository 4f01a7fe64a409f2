import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { decodeJpeg } from '../jpeg/decode-jpeg.js';
import { openJpeg } from '../jpeg/jpeg-file.js';
import { centerBox } from './center-box.js';
import { cutBox } from './cut-box.js';
import { resample } from './resample.js';
import { roundHalfEven } from './round-half-even.js';
import { shortSideSize } from './short-side-size.js';

const pictures = fc
  .tuple(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
      .map((data) => ({ width, height, data })),
  );
const interpolations = fc.constantFrom(
  ...(['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const),
);

describe('resample', () => {
  it('averages two pixels into one, as Pillow 13.0 does by box and by bilinear', () => {
    const picture = {
      width: 4,
      height: 1,
      data: Uint8Array.of(0, 0, 0, 9, 9, 9, 1, 2, 3, 5, 5, 5),
    };
    const half = { width: 2, height: 1 };
    const box = resample(picture, { ...half, interpolation: 'box' });
    expect([...box.data]).toEqual([5, 5, 5, 3, 4, 4]);
    const bilinear = resample(picture, { ...half, interpolation: 'bilinear' });
    expect([...bilinear.data]).toEqual([4, 4, 4, 4, 4, 5]);
  });

  it('mirrors what it is given mirrored upside down', () => {
    const flip = ({
      width,
      height,
      data,
    }: {
      width: number;
      height: number;
      data: Uint8Array;
    }) => ({
      ...{ width, height },
      data: Uint8Array.from(data, (_, i) => {
        const row = Math.floor(i / (3 * width));
        return data[(height - 1 - row) * 3 * width + (i % (3 * width))];
      }),
    });
    const side = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(pictures, side, side, (picture, width, height) => {
        const options = { width, height, interpolation: 'bicubic' } as const;
        const there = flip(resample(flip(picture), options)).data;
        const here = resample(picture, options).data;
        // Rounding may fall to the other side.
        const differences = here.map((value, i) => Math.abs(value - there[i]));
        expect(Math.max(...differences)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives of a part what the whole has there', () => {
    const side = fc.integer({ min: 1, max: 30 });
    const share = fc.double({ min: 0, max: 0.999, noNaN: true });
    const order = fc.constantFrom('pillow10' as const, 'pillow13' as const);
    const shares = fc.tuple(share, share, share, share);
    fc.assert(
      fc.property(
        pictures,
        side,
        side,
        interpolations,
        order,
        shares,
        (picture, w, h, filter, passOrder, [a, b, c, d]) => {
          const options = { width: w, height: h, interpolation: filter, passOrder };
          const [left, top] = [Math.floor(a * w), Math.floor(b * h)];
          const width = 1 + Math.floor(c * (w - left));
          const height = 1 + Math.floor(d * (h - top));
          const part = { left, top, width, height };
          expect(resample(picture, { ...options, part })).toEqual(
            cutBox(resample(picture, options), part),
          );
        },
      ),
    );
  });

  it('changes nothing where the size stays', () => {
    fc.assert(
      fc.property(pictures, interpolations, (picture, interpolation) => {
        const { width, height } = picture;
        expect(resample(picture, { width, height, interpolation })).toEqual(picture);
      }),
    );
  });
});

describe('centerBox', () => {
  it('rounds the offset by the rule, and sticks out where the picture is too small', () => {
    const picture = { width: 7, height: 2 };
    const square = { width: 4, height: 5 };
    expect(centerBox(picture, square, 'torchvision')).toEqual({ left: 2, top: -1, ...square });
    expect(centerBox(picture, { width: 4, height: 1 }, 'paddleclas').left).toBe(1);
  });
});

describe('cutBox', () => {
  it('is black outside the picture', () => {
    const picture = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
    const { data } = cutBox(picture, { left: -1, top: 0, width: 3, height: 2 });
    expect([...data]).toEqual([0, 0, 0, 1, 2, 3, ...new Array<number>(12).fill(0)]);
    expect(cutBox(picture, { left: 1, top: 0, width: 1, height: 1 }).data).toEqual(
      new Uint8Array(3),
    );
  });

  it('takes margins off again', () => {
    const margin = fc.nat(5);
    fc.assert(
      fc.property(pictures, margin, margin, (picture, left, top) => {
        const { width, height } = picture;
        const around = {
          left: -left,
          top: -top,
          width: width + left + 2,
          height: height + top + 1,
        };
        expect(cutBox(cutBox(picture, around), { left, top, width, height })).toEqual(picture);
      }),
    );
  });
});

describe('shortSideSize', () => {
  it('cuts the long side as torchvision does and rounds it as PaddleClas does', () => {
    const picture = { width: 334, height: 501 };
    expect(shortSideSize(picture, 257, 'torchvision')).toEqual({ width: 257, height: 385 });
    expect(shortSideSize(picture, 257, 'timm')).toEqual({ width: 257, height: 385 });
    expect(shortSideSize(picture, 257, 'paddleclas')).toEqual({ width: 257, height: 386 });
  });
});

describe('roundHalfEven', () => {
  it('rounds halves to the even neighbour', () => {
    const rounded = [0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6].map(roundHalfEven);
    expect(rounded).toEqual([0, 2, 2, 0, -2, 2, 3]);
  });
});

it('decodes of a JPEG file what it needs, with the same result', async () => {
  const data = Uint8Array.from({ length: 3 * 97 * 83 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 24);
  const raw = { width: 97, height: 83, channels: 3 } as const;
  const bytes = await sharp(data, { raw }).jpeg({ quality: 90 }).toBuffer();
  const file = openJpeg(bytes);
  const picture = decodeJpeg(bytes);
  if (!file || !picture) throw new Error('it is a usual file');
  const side = fc.integer({ min: 1, max: 120 });
  fc.assert(
    fc.property(
      ...([side, side, fc.constantFrom('nearest', 'bilinear', 'bicubic', 'box')] as const),
      fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
      (width, height, interpolation, [x, y, w, h]) => {
        const left = x % width;
        const top = y % height;
        const part = {
          left,
          top,
          width: 1 + (w % (width - left)),
          height: 1 + (h % (height - top)),
        };
        const options = { width, height, interpolation, part };
        expect(resample(file, options)).toEqual(resample(picture, options));
      },
    ),
    { numRuns: 100 },
  );
});

it.each([0, 50.5, Number.NaN, -3])('says that a width of %s makes no sense', (width) => {
  const picture = { width: 2, height: 2, data: new Uint8Array(12) };
  const how = { width, height: 5, interpolation: 'bilinear' } as const;
  expect(() => resample(picture, how)).toThrow(`a picture of ${width}x5: both must be whole`);
});
