import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../../test/backends.js';
import { dropout, dropoutMask } from './dropout.js';

const SIZE = 20_000;
const RATE = 0.2;

describe('the mask of dropout', () => {
  const mask = dropoutMask(SIZE, RATE, { seed: 1, step: 2 });

  it('is the same for the same seed and step only', () => {
    expect(dropoutMask(SIZE, RATE, { seed: 1, step: 2 })).toEqual(mask);
    expect(dropoutMask(SIZE, RATE, { seed: 1, step: 3 })).not.toEqual(mask);
    expect(dropoutMask(SIZE, RATE, { seed: 2, step: 2 })).not.toEqual(mask);
  });

  it('drops its share and keeps the mean', () => {
    expect(new Set(mask)).toEqual(new Set([0, 1.25]));
    const mean = mask.reduce((sum, value) => sum + value, 0) / SIZE;
    const standardError = Math.sqrt(RATE / (1 - RATE) / SIZE);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * standardError);
  });

  it('drops otherwise in the next step: a share of both drops in common', () => {
    const next = dropoutMask(SIZE, RATE, { seed: 1, step: 3 });
    const both = mask.filter((value, i) => value === 0 && next[i] === 0).length / SIZE;
    expect(Math.abs(both - RATE ** 2)).toBeLessThan(4 * Math.sqrt(RATE ** 2 / SIZE));
  });
});

describe.each(backends)('dropout on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  it('multiplies features and their gradients by the mask', () => {
    tf.tidy(() => {
      const key = { seed: 1, step: 2 };
      const x = tf.fill<tf.Rank.R2>([4, 5], 2);
      const { value, grad } = tf.valueAndGrad((z: tf.Tensor) =>
        dropout(z as tf.Tensor2D, RATE, key),
      )(x, tf.fill([4, 5], 3));
      const mask = dropoutMask(20, RATE, key);
      expect(value.dataSync()).toEqual(mask.map((kept) => 2 * kept));
      expect(grad.dataSync()).toEqual(mask.map((kept) => 3 * kept));
    });
  });

  it('at rate 0 hands the features on', () => {
    const x = tf.ones<tf.Rank.R2>([1, 2]);
    expect(dropout(x, 0, { seed: 1, step: 1 })).toBe(x);
    x.dispose();
  });
});
