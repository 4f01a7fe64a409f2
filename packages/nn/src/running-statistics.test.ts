import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../test/backends.js';
import { disposeStatistics, updateRunningStatistics } from './running-statistics.js';
import { disposeRecord } from './state.js';

describe.each(backends)('running statistics on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  // 0.9 old + 0.1 new; PyTorch's new variance is the biased one times 4 / 3.
  it.each([
    ['pytorch', 0.9 * 4 + 0.1 * 2],
    ['paddle', 0.9 * 4 + 0.1 * 1.5],
  ] as const)('move a tenth towards the batch, as %s does', (convention, variance) => {
    const before = tf.memory().numTensors;
    const buffers = {
      'a.running_mean': tf.tensor1d([1]),
      'a.running_var': tf.tensor1d([4]),
      'b.running_mean': tf.tensor1d([7]),
      'b.running_var': tf.tensor1d([8]),
    };
    const seen = { mean: tf.tensor1d([3]), variance: tf.tensor1d([1.5]), count: 4 };
    const statistics = [{ normKey: 'a', ...seen }];
    const updated = updateRunningStatistics(buffers, statistics, { convention });

    expect(Object.keys(updated)).toEqual(Object.keys(buffers));
    expect(updated['a.running_mean'].dataSync()[0]).toBeCloseTo(1.2, 6);
    expect(updated['a.running_var'].dataSync()[0]).toBeCloseTo(variance, 6);
    expect(updated['b.running_mean'].dataSync()[0]).toBe(7);
    expect(updated['b.running_var'].dataSync()[0]).toBe(8);

    disposeRecord(buffers);
    disposeStatistics(statistics);
    expect(updated['b.running_mean'].dataSync()[0]).toBe(7);
    disposeRecord(updated);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('take the variance of a single value as it is', () => {
    const buffers = { 'a.running_mean': tf.tensor1d([0]), 'a.running_var': tf.tensor1d([1]) };
    const seen = { mean: tf.tensor1d([1]), variance: tf.tensor1d([0]), count: 1 };
    const updated = updateRunningStatistics(buffers, [{ normKey: 'a', ...seen }], {
      convention: 'pytorch',
    });
    expect(updated['a.running_var'].dataSync()[0]).toBeCloseTo(0.9, 6);
    tf.dispose([buffers, seen.mean, seen.variance, updated]);
  });
});
