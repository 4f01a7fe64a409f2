import { expect, it } from '@jest/globals';
import { nonFiniteKeys } from './non-finite-keys.js';
import { fromFloat32 } from './tensor-values.js';

it('names the tensors with a NaN or an infinity', () => {
  const tensors = new Map([
    ['sound', fromFloat32(Float32Array.of(0, -1, 3e38), [3])],
    ['nan', fromFloat32(Float32Array.of(1, Number.NaN), [2], 'BF16')],
    // Larger than the largest float16.
    ['infinite', fromFloat32(Float32Array.of(70000), [1], 'F16')],
    ['counter', { dtype: 'I64' as const, shape: [], bytes: new Uint8Array(8) }],
  ]);
  expect(nonFiniteKeys(tensors)).toEqual(['nan', 'infinite']);
});
