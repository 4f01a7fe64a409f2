import type { TensorMap } from './checkpoint.js';
import { isFloat } from './dtype.js';
import { toFloat64 } from './tensor-values.js';

/** Keys of the float tensors that hold a NaN or an infinity, with which no network works. */
export const nonFiniteKeys = (tensors: TensorMap): string[] =>
  [...tensors]
    .filter(([, tensor]) => isFloat(tensor.dtype) && !toFloat64(tensor).every(Number.isFinite))
    .map(([key]) => key);
