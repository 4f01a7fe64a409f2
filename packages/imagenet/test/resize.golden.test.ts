import { describe, expect, it } from '@jest/globals';
import { type Interpolation, resize, resizeShortSide, shortSideSize } from '../src/index.js';
import { disagreeing, goldenCases, readGolden } from './golden.js';

interface PillowParameters {
  readonly size: [number, number];
  readonly filter: Interpolation;
  readonly box: [number, number, number, number] | null;
}

interface ShortSideParameters {
  readonly interpolation: Interpolation;
}

const pillow = goldenCases<PillowParameters>('resize.json', 'pil.resize');

describe('resize against Pillow', () => {
  it.each(['pillow13', 'pillow10'] as const)('agrees on 284 cases with %s', async (passOrder) => {
    expect(pillow).toHaveLength(284);
    const wrong = await disagreeing(
      pillow,
      (picture, { size: [width, height], filter, box }) =>
        resize(picture, { width, height, interpolation: filter, box: box ?? undefined, passOrder }),
      (golden) =>
        (passOrder === 'pillow10' ? golden.sha256_pillow_10_4 : undefined) ?? golden.sha256,
    );
    expect(wrong).toEqual([]);
  });
});

describe('resizeShortSide', () => {
  it('agrees with torchvision on 30 pictures', async () => {
    const cases = goldenCases<ShortSideParameters & { size: number }>(
      'resize.json',
      'torchvision.Resize',
    );
    expect(cases).toHaveLength(30);
    const wrong = await disagreeing(cases, (picture, { size, interpolation }) =>
      resizeShortSide(picture, size, { interpolation, rounding: 'torchvision' }),
    );
    expect(wrong).toEqual([]);
  });

  it('agrees with PaddleClas on 32 pictures', async () => {
    const cases = goldenCases<ShortSideParameters & { resize_short: number; backend: string }>(
      'resize.json',
      'paddleclas.ResizeImage',
    ).filter(({ params }) => params.backend === 'pil');
    expect(cases).toHaveLength(32);
    const wrong = await disagreeing(cases, (picture, { resize_short, interpolation }) =>
      resizeShortSide(picture, resize_short, {
        interpolation,
        rounding: 'paddleclas',
        passOrder: 'pillow10',
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('rounds 415 sizes as torchvision and PaddleClas do', () => {
    const { rows } = readGolden<{ rows: number[][] }>('resize_short_side.json');
    expect(rows).toHaveLength(415);
    const computed = rows.map(([size, width, height]) => {
      const torchvision = shortSideSize({ width, height }, size, 'torchvision');
      const paddle = shortSideSize({ width, height }, size, 'paddleclas');
      return [
        ...[size, width, height, torchvision.width, torchvision.height],
        ...[paddle.width, paddle.height],
      ];
    });
    expect(computed).toEqual(rows);
  });
});
