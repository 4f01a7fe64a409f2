import { DTYPE_BYTES, type Dtype } from './dtype.js';
import { unsupportedDtype } from './errors.js';
import { bfloat16ToNumber, halfToNumber, numberToBfloat16, numberToHalf } from './half.js';
import { checkSize, type StoredTensor } from './stored-tensor.js';

type ReadElement = (view: DataView, offset: number) => number;

/** How one element becomes a number; 64-bit integers beyond 2^53 are rounded. */
const READ: Partial<Record<Dtype, ReadElement>> = {
  BOOL: (view, offset) => (view.getUint8(offset) ? 1 : 0),
  U8: (view, offset) => view.getUint8(offset),
  I8: (view, offset) => view.getInt8(offset),
  I16: (view, offset) => view.getInt16(offset, true),
  U16: (view, offset) => view.getUint16(offset, true),
  F16: (view, offset) => halfToNumber(view.getUint16(offset, true)),
  BF16: (view, offset) => bfloat16ToNumber(view.getUint16(offset, true)),
  I32: (view, offset) => view.getInt32(offset, true),
  U32: (view, offset) => view.getUint32(offset, true),
  F32: (view, offset) => view.getFloat32(offset, true),
  F64: (view, offset) => view.getFloat64(offset, true),
  I64: (view, offset) => Number(view.getBigInt64(offset, true)),
  U64: (view, offset) => Number(view.getBigUint64(offset, true)),
};

/** Float dtypes that {@link fromFloat32} writes. */
export type FloatDtype = 'F64' | 'F32' | 'F16' | 'BF16';

const WRITE: Record<FloatDtype, (view: DataView, offset: number, value: number) => void> = {
  F64: (view, offset, value) => view.setFloat64(offset, value, true),
  F32: (view, offset, value) => view.setFloat32(offset, value, true),
  F16: (view, offset, value) => view.setUint16(offset, numberToHalf(value), true),
  BF16: (view, offset, value) => view.setUint16(offset, numberToBfloat16(value), true),
};

/**
 * The elements in row-major order as float32, a copy: F16 and BF16 widened, F64 rounded to nearest
 * even, integers rounded where they pass 2^24.
 *
 * @throws {ConverterError} `unsupported-dtype` for 8-bit floats and complex numbers.
 */
export function toFloat32(tensor: StoredTensor): Float32Array {
  const values = new Float32Array(tensor.bytes.length / DTYPE_BYTES[tensor.dtype]);
  if (tensor.dtype === 'F32' && isLittleEndian()) {
    new Uint8Array(values.buffer).set(tensor.bytes);
    return values;
  }
  return fill(values, tensor);
}

/** As {@link toFloat32}, but exact for every float and for integers up to 2^53. */
export function toFloat64(tensor: StoredTensor): Float64Array {
  return fill(new Float64Array(tensor.bytes.length / DTYPE_BYTES[tensor.dtype]), tensor);
}

/**
 * A stored tensor of the values, rounded to nearest even where the dtype is narrower.
 *
 * @param shape as many elements as there are values.
 * @throws {ConverterError} `corrupt` if shape and number of values disagree.
 */
export function fromFloat32(
  values: Float32Array | Float64Array,
  shape: readonly number[],
  dtype: FloatDtype = 'F32',
): StoredTensor {
  const size = DTYPE_BYTES[dtype];
  const bytes = new Uint8Array(values.length * size);
  const tensor: StoredTensor = { dtype, shape: [...shape], bytes };
  checkSize('a new tensor', tensor);
  const view = new DataView(bytes.buffer);
  const write = WRITE[dtype];
  for (let i = 0; i < values.length; i++) write(view, i * size, values[i]);
  return tensor;
}

function fill<T extends Float32Array | Float64Array>(values: T, tensor: StoredTensor): T {
  const { bytes, dtype } = tensor;
  const read = READ[dtype];
  if (!read) throw unsupportedDtype('the tensor', dtype);
  const size = DTYPE_BYTES[dtype];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0; i < values.length; i++) values[i] = read(view, i * size);
  return values;
}

const isLittleEndian = (): boolean => new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
