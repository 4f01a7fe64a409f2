import { describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { mobileNeXt } from '@mobilenext/mobilenext';
import { arraysFromTensors, tensorsFromArrays } from './network-arrays.js';

const network = mobileNeXt({ width: 0.1, numClasses: 10 });
const arrays = new Map(
  stateDict(network).map(({ key, shape }, i) => {
    const length = shape.reduce((product, side) => product * side, 1);
    return [key, new Float32Array(length).fill(i)];
  }),
);

describe('tensorsFromArrays', () => {
  it('stores float32 in the shapes of PyTorch and counters as whole numbers', () => {
    const tensors = tensorsFromArrays(network, arrays);
    expect(tensors.get('features.0.0.weight')).toMatchObject({ dtype: 'F32', shape: [4, 3, 3, 3] });
    expect(tensors.get('features.0.1.num_batches_tracked')).toEqual({
      dtype: 'I64',
      shape: [],
      bytes: Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0),
    });
  });

  it('comes back as the same arrays', () => {
    expect(arraysFromTensors(network, tensorsFromArrays(network, arrays))).toEqual(arrays);
  });

  it('leaves out what is not given and refuses another length', () => {
    const bias = new Map([['classifier.1.bias', new Float32Array(10)]]);
    expect([...tensorsFromArrays(network, bias).keys()]).toEqual(['classifier.1.bias']);
    const short = new Map([['classifier.1.bias', new Float32Array(9)]]);
    expect(() => tensorsFromArrays(network, short)).toThrow(
      expect.objectContaining({ code: 'corrupt' }),
    );
  });
});

describe('arraysFromTensors', () => {
  it('leaves a classifier out that starts anew', () => {
    const tensors = tensorsFromArrays(network, arrays);
    const other = mobileNeXt({ width: 0.1, numClasses: 3 });
    const kept = arraysFromTensors(other, tensors, { resetClassifier: true });
    expect(kept.has('features.0.0.weight')).toBe(true);
    expect(kept.has('classifier.1.weight')).toBe(false);
  });
});
