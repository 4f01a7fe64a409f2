import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../../test/backends.js';
import { globalPool } from './global-pool.js';

describe.each(backends)('the global pool on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  it('means over pixels, and shares the gradient among them', () => {
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      // Pixel p of picture n has n + p in its first channel and 10 in its second.
      const values = [0, 1].flatMap((n) => [0, 1, 2, 3, 4, 5].flatMap((p) => [n + p, 10]));
      const x = tf.tensor4d(values, [2, 2, 3, 2]);
      const dOutput = tf.tensor2d([6, 12, 18, 24], [2, 2]);
      const { value, grad } = tf.valueAndGrad((z: tf.Tensor4D) => globalPool(z))(x, dOutput);
      expect([...value.dataSync()]).toEqual([2.5, 10, 3.5, 10].map((each) => expect.closeTo(each)));
      const shares = Array.from({ length: 24 }, (_, i) => 1 + (i % 2) + 2 * Math.floor(i / 12));
      expect(grad.shape).toEqual(x.shape);
      expect([...grad.dataSync()]).toEqual(shares.map((each) => expect.closeTo(each)));
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
