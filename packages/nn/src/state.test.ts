import { beforeAll, describe, expect, it } from '@jest/globals';
import { fold, stateDict } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from '../test/backends.js';
import { small } from '../test/small-network.js';
import { normals } from '../test/tensors.js';
import { NnError } from './errors.js';
import {
  disposeRecord,
  disposeState,
  foldedState,
  recordFromArrays,
  recordToArrays,
  stateFromArrays,
  stateToArrays,
} from './state.js';

/** Arrays with no two elements alike, after 17 batches. */
function someArrays(): Map<string, Float32Array> {
  return new Map(
    stateDict(small).map(({ key, shape, role }) => [
      key,
      role === 'batchCount'
        ? Float32Array.of(17)
        : normals(
            shape.reduce((a, b) => a * b, 1),
            1,
            key,
          ).map(Math.abs),
    ]),
  );
}

describe.each(backends)('a state on $backend', ({ use }) => {
  beforeAll(async () => {
    await use();
  });

  it('comes back bit for bit, in the order of the state_dict, and frees its tensors', async () => {
    const before = tf.memory().numTensors;
    const arrays = someArrays();
    const state = stateFromArrays(small, arrays);
    expect(state.batchCount).toBe(17);
    const back = await stateToArrays(small, state);
    expect([...back]).toEqual([...arrays]);
    disposeState(state);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('folded holds filters, biases and the classifier', async () => {
    const before = tf.memory().numTensors;
    const arrays = someArrays();
    const state = foldedState(small, arrays);
    expect(state.buffers).toEqual({});
    const folded = fold(small, arrays);
    expect(Object.keys(state.parameters).sort()).toEqual([...folded.keys()].sort());
    const bias = await state.parameters['stem.0.bias'].data();
    expect(bias).toEqual(folded.get('stem.0.bias'));
    const { 'stem.0.weight': weight } = Object.fromEntries(
      await recordToArrays(small, state.parameters),
    );
    expect(weight).toEqual(folded.get('stem.0.weight'));
    disposeState(state);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives a record of some keys back as it was', async () => {
    const arrays = new Map([...someArrays()].filter(([key]) => key.startsWith('blocks.0')));
    const record = recordFromArrays(small, arrays);
    const back = await recordToArrays(small, record);
    disposeRecord(record);
    arrays.forEach((values, key) => {
      if (!key.endsWith('num_batches_tracked')) expect(back.get(key)).toEqual(values);
    });
  });
});

describe('arrays that do not fit', () => {
  const arrays = someArrays();
  arrays.delete('stem.1.bias');
  arrays.set('classifier.weight', new Float32Array(5));
  const message =
    'the parameters do not fit small: stem.1.bias is missing; ' +
    'classifier.weight has 5 elements, [3,12] needs 36';

  it.each([
    ['stateFromArrays', stateFromArrays],
    ['foldedState', foldedState],
  ])('%s names all of them in one line', (_, build) => {
    expect(() => build(small, arrays)).toThrow(new NnError('STATE', message));
  });

  it('may lack the counters of batches, which some formats do not have', () => {
    const counted = someArrays();
    for (const key of [...counted.keys()]) {
      if (key.endsWith('num_batches_tracked')) counted.delete(key);
    }
    const state = stateFromArrays(small, counted);
    expect(state.batchCount).toBe(0);
    disposeState(state);
  });
});
