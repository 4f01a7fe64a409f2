import { DTYPE_BYTES, type Dtype } from './dtype.js';
import { sizeDiffers } from './errors.js';

/** A tensor as a file holds it. */
export interface StoredTensor {
  readonly dtype: Dtype;
  /** PyTorch's layout: OIHW for filters, [classes, features] for a linear layer, [] for a scalar. */
  readonly shape: readonly number[];
  /** Elements row-major, little-endian; perhaps a view into the file's bytes, at any alignment. */
  readonly bytes: Uint8Array;
}

/** Number of elements; not a safe integer if the sizes are absurd, which never fits any file. */
export const elementCount = (shape: readonly number[]): number =>
  shape.reduce((product, size) => product * size, 1);

/** Bytes that the elements need. */
export const byteCount = ({ dtype, shape }: Pick<StoredTensor, 'dtype' | 'shape'>): number =>
  elementCount(shape) * DTYPE_BYTES[dtype];

/** @throws {ConverterError} `corrupt` if the bytes are not as many as shape and dtype need. */
export function checkSize(key: string, tensor: StoredTensor): void {
  const wanted = byteCount(tensor);
  if (tensor.bytes.length !== wanted) throw sizeDiffers(key, tensor.bytes.length, wanted);
}
