import type { Spend } from '../copy-budget.js';
import { DTYPE_BYTES } from '../dtype.js';
import { corrupt, outOfBounds, unsupportedDtype } from '../errors.js';
import { storedDtype } from '../numpy/dtypes.js';
import {
  isKind,
  type NumpyArray,
  type PickleValue,
  type TensorValue,
  type UnreadableTensor,
} from '../pickle/values.js';
import { elementCount, type StoredTensor } from '../stored-tensor.js';
import { copyRowMajor, isRowMajor, rowMajorStrides, type StridedView } from '../strided-copy.js';

/** What stands for a tensor in a state dict, be it readable or not. */
export type TensorLike = TensorValue | NumpyArray | UnreadableTensor;

export const isTensorLike = (value: PickleValue): value is TensorLike =>
  isKind(value, 'tensor') || isKind(value, 'numpy-array') || isKind(value, 'unreadable-tensor');

/**
 * Reads tensors of one file, in row-major order: views of the file where they lie so, else copies.
 *
 * @param spend of the file's {@link copyBudget}, for tensors may repeat elements (stride 0).
 * @throws {ConverterError} `unsupported-dtype`, `out-of-bounds`, `corrupt`, `too-large`.
 */
export function tensorReader(spend: Spend) {
  function rowMajor(key: string, view: StridedView): Uint8Array {
    const { bytes, elementBytes, offset, shape, strides } = view;
    const length = elementCount(shape) * elementBytes;
    if (length === 0) return new Uint8Array(0);
    if (isRowMajor(shape, strides)) {
      return bytes.subarray(offset * elementBytes, offset * elementBytes + length);
    }
    spend(key, length);
    return copyRowMajor(view);
  }

  return function read(key: string, value: TensorLike): StoredTensor {
    if (value.kind === 'unreadable-tensor') throw unsupportedDtype(key, value.what);
    const { dtype, ...view } = value.kind === 'tensor' ? torchView(value) : numpyView(key, value);
    return { dtype, shape: view.shape, bytes: rowMajor(key, view) };
  };
}

function torchView({ storage, dtype, offset, shape, strides }: TensorValue) {
  return { bytes: storage.read(), dtype, elementBytes: DTYPE_BYTES[dtype], offset, shape, strides };
}

function numpyView(key: string, { content }: NumpyArray) {
  if (!content) throw corrupt(key, 'its NumPy array has no content');
  const { shape, bytes, columnMajor } = content;
  const dtype = storedDtype(content.dtype);
  if (!dtype)
    throw unsupportedDtype(key, `NumPy's ${content.dtype.byteOrder}${content.dtype.code}`);
  if (!(bytes instanceof Uint8Array)) throw corrupt(key, 'its NumPy array has no bytes');
  const elementBytes = DTYPE_BYTES[dtype];
  if (shape.some((size) => size < 0) || elementCount(shape) * elementBytes !== bytes.length) {
    throw outOfBounds(key, `${bytes.length} bytes do not fit its shape [${shape.join(',')}]`);
  }
  const strides = columnMajor ? columnMajorStrides(shape) : rowMajorStrides(shape);
  return { bytes, dtype, elementBytes, offset: 0, shape, strides };
}

const columnMajorStrides = (shape: readonly number[]): number[] =>
  rowMajorStrides([...shape].reverse()).reverse();
