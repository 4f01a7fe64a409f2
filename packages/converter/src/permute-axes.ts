import { DTYPE_BYTES } from './dtype.js';
import { copyRowMajor, rowMajorStrides } from './strided-copy.js';
import type { StoredTensor } from './stored-tensor.js';

/**
 * The same elements with their axes in another order, a copy: axis i of the result is axis `axes[i]`
 * of the tensor. OIHW becomes HWIO with [2, 3, 1, 0].
 */
export function permuteAxes(tensor: StoredTensor, axes: readonly number[]): StoredTensor {
  const { dtype, shape, bytes } = tensor;
  const strides = rowMajorStrides(shape);
  const permuted = axes.map((axis) => shape[axis]);
  const view = {
    bytes,
    elementBytes: DTYPE_BYTES[dtype],
    offset: 0,
    shape: permuted,
    strides: axes.map((axis) => strides[axis]),
  };
  return { dtype, shape: permuted, bytes: copyRowMajor(view) };
}

/** The order that undoes another. */
export const inverseOrder = (axes: readonly number[]): readonly number[] =>
  axes.map((_, axis) => axes.indexOf(axis));
