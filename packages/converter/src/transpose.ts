import { DTYPE_BYTES } from './dtype.js';
import type { StoredTensor } from './stored-tensor.js';
import { copyRowMajor } from './strided-copy.js';

/** [rows, columns] -> [columns, rows], a copy. */
export function transpose({ dtype, shape: [rows, columns], bytes }: StoredTensor): StoredTensor {
  const shape = [columns, rows];
  const elementBytes = DTYPE_BYTES[dtype];
  const view = { bytes, elementBytes, offset: 0, shape, strides: [1, columns] };
  return { dtype, shape, bytes: copyRowMajor(view) };
}
