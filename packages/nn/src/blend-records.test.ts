import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../test/backends.js';
import { blendRecords } from './blend-records.js';
import { disposeRecord } from './state.js';

describe.each(backends)('blendRecords on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  it('blends each tensor with the one of its key, and leaves both records whole', () => {
    const old = { a: tf.tensor1d([1, 2]), b: tf.tensor1d([8]) };
    const seen = { b: tf.tensor1d([4]), a: tf.tensor1d([5, -2]), more: tf.tensor1d([9]) };
    const before = tf.memory().numTensors;
    const blended = blendRecords(old, seen, { kept: 0.75 });
    expect(Object.keys(blended)).toEqual(['a', 'b']);
    expect([...blended.a.dataSync()]).toEqual([2, 1]);
    expect([...blended.b.dataSync()]).toEqual([7]);
    expect([...old.a.dataSync(), ...seen.a.dataSync()]).toEqual([1, 2, 5, -2]);
    expect(tf.memory().numTensors - before).toBe(2);
    [old, seen, blended].forEach(disposeRecord);
  });
});
