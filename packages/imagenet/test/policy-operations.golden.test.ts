import { describe, expect, it } from '@jest/globals';
import { applyOperations } from '../src/augment/apply-operations.js';
import type { Operation, Resample } from '../src/augment/operation.js';
import { paddleclasOperation } from '../src/augment/policies/draw-paddleclas.js';
import {
  PADDLECLAS_AUTO_AUGMENT,
  PADDLECLAS_RAND_AUGMENT,
} from '../src/augment/policies/paddleclas-levels.js';
import { torchvisionOperation } from '../src/augment/policies/draw-torchvision.js';
import type { Rgb } from '../src/index.js';
import { disagreeing, goldenCases } from './golden.js';

interface Parameters {
  readonly op: string;
  readonly level: number;
  readonly magnitude: number;
  readonly sign: number;
  readonly resample: Resample;
  readonly fill: Rgb | null;
}

const BLACK: Rgb = [0, 0, 0];

describe('the operations of policies, by name and level', () => {
  it.each([
    { op: 'paddleclas.autoaugment_op', rows: PADDLECLAS_AUTO_AUGMENT, count: 237 },
    { op: 'paddleclas.randaugment_op', rows: PADDLECLAS_RAND_AUGMENT, count: 209 },
  ])('give the $count pictures of $op', async ({ op, rows, count }) => {
    const cases = goldenCases<Parameters>('augment.json', op);
    expect(cases).toHaveLength(count);
    const wrong = await disagreeing(cases, (picture, { op: name, level, sign, fill }) => {
      const how = { sign, size: picture, fill: fill ?? BLACK };
      return applyOperations(picture, [paddleclasOperation(name, rows[name].values[level], how)]);
    });
    expect(wrong).toEqual([]);
  });

  it('give the 129 pictures of torchvision', async () => {
    const cases = goldenCases<Parameters>('augment.json', 'torchvision.autoaugment_op');
    expect(cases).toHaveLength(129);
    const wrong = await disagreeing(cases, (picture, { op, magnitude, resample, fill }) =>
      applyOperations(
        picture,
        torchvisionOperation(op, magnitude, { resample, fill: fill ?? BLACK }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('give the 15 pictures of ColorJitter', async () => {
    const cases = goldenCases<{
      order: readonly ('brightness' | 'contrast' | 'saturation' | 'hue')[];
      brightness: number;
      contrast: number;
      saturation: number;
      hue: number;
    }>('augment.json', 'color_jitter');
    expect(cases).toHaveLength(15);
    const wrong = await disagreeing(cases, (picture, { order, ...factors }) =>
      applyOperations(
        picture,
        order.map(
          (name): Operation => ({
            kind: name === 'saturation' ? 'color' : name,
            factor: factors[name],
          }),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
