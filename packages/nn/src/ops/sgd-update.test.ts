import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../../test/backends.js';
import { sgdUpdate } from './sgd-update.js';

describe.each(backends)('sgdUpdate on $backend', ({ use }) => {
  beforeAll(use);

  it('refuses averages of some parameters only, and leaves nothing behind', () => {
    const tensor = tf.tensor1d([1]);
    const one = { parameter: tensor, gradient: tensor, decay: 0 };
    const { numTensors } = tf.memory();
    const coefficients = { rate: 1, momentum: 0, nesterov: false, averageKept: 0.5 };
    // The average of the second would be taken for one of the first.
    expect(() => sgdUpdate([one, { ...one, average: tensor }], coefficients)).toThrow(
      expect.objectContaining({
        code: 'STATE',
        message: '1 of 2 parameters have an average: give one for each, or none',
      }),
    );
    expect(tf.memory().numTensors).toBe(numTensors);
    tensor.dispose();
  });
});
