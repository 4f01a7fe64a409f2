import { elementCount } from './stored-tensor.js';

/** A strided view of a run of elements; offset and strides count elements. */
export interface StridedView {
  readonly bytes: Uint8Array;
  readonly elementBytes: number;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** Strides of row-major order: the last axis moves fastest. */
export function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis];
  }
  return strides;
}

/** Whether the elements already lie in row-major order; strides of axes of length 1 do not matter. */
export function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  const wanted = rowMajorStrides(shape);
  return shape.every((length, axis) => length === 1 || strides[axis] === wanted[axis]);
}

/** The elements in row-major order, a copy. The view must lie within its bytes. */
export function copyRowMajor(view: StridedView): Uint8Array {
  const { bytes, elementBytes, shape, strides } = view;
  const count = elementCount(shape);
  const copy = new Uint8Array(count * elementBytes);
  const index = new Array<number>(shape.length).fill(0);
  let source = view.offset * elementBytes;
  for (let target = 0; target < copy.length; target += elementBytes) {
    for (let byte = 0; byte < elementBytes; byte++) copy[target + byte] = bytes[source + byte];
    source += advance(index, shape, strides) * elementBytes;
  }
  return copy;
}

/** Moves the index to the next element in row-major order; returns by how many elements. */
function advance(index: number[], shape: readonly number[], strides: readonly number[]): number {
  let moved = 0;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index[axis]++;
    moved += strides[axis];
    if (index[axis] < shape[axis]) break;
    moved -= index[axis] * strides[axis];
    index[axis] = 0;
  }
  return moved;
}
