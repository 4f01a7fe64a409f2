import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import '../../test/backends.js';
import { useWasm } from './use-wasm.js';

beforeAll(async () => {
  await useWasm();
});

describe('a clone on wasm', () => {
  it('shares its data until the last of them is disposed', () => {
    const before = tf.memory();
    const x = tf.tensor1d([1, 2, 3]);
    const clone = tf.clone(x);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers + 1);
    x.dispose();
    const other = tf.tensor1d([7, 8, 9]);
    expect([...clone.dataSync()]).toEqual([1, 2, 3]);
    tf.dispose([clone, other]);
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(tf.memory().numTensors).toBe(before.numTensors);
  });
});
