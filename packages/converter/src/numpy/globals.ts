import { DTYPE_BYTES } from '../dtype.js';
import { corrupt } from '../errors.js';
import { argumentsOf, integersOf } from '../pickle/arguments.js';
import { isKind, type NumpyArray, type NumpyDtype, type PickleValue } from '../pickle/values.js';
import { toFloat64 } from '../tensor-values.js';
import { storedDtype } from './dtypes.js';

/** NumPy 2 renamed `numpy.core` to `numpy._core`. */
const bothNames = (
  name: string,
  maker: (args: PickleValue) => PickleValue,
): [string, (args: PickleValue) => PickleValue][] => [
  [`numpy.core.${name}`, maker],
  [`numpy._core.${name}`, maker],
];

/** What a pickle may make of NumPy. */
export const NUMPY_GLOBALS = [
  ['numpy.dtype', numpyDtype] as const,
  ...bothNames('multiarray._reconstruct', reconstruct),
  ...bothNames('multiarray.scalar', scalar),
  ...bothNames('numeric._frombuffer', fromBuffer),
];

/** `dtype(code, align, copy)`; BUILD tells the byte order. */
function numpyDtype(args: PickleValue): NumpyDtype {
  const [code] = argumentsOf('numpy.dtype', args, 1);
  if (typeof code !== 'string') throw corrupt('numpy.dtype', 'it has no name');
  return { kind: 'numpy-dtype', code, byteOrder: '|' };
}

/** `_reconstruct(ndarray, (0,), b'b')`: an array that BUILD will fill. */
function reconstruct(args: PickleValue): NumpyArray {
  const [type] = argumentsOf('a NumPy array', args, 3);
  if (!isKind(type, 'global') || type.name !== 'numpy.ndarray') {
    throw corrupt('a NumPy array', 'it is of another class');
  }
  return { kind: 'numpy-array' };
}

/** `_frombuffer(bytes, dtype, shape, order)`, protocol 5's way. */
function fromBuffer(args: PickleValue): NumpyArray {
  const where = 'a NumPy array';
  const [bytes, dtype, shape, order] = argumentsOf(where, args, 4);
  if (!isKind(dtype, 'numpy-dtype')) throw corrupt(where, 'it has no dtype');
  return arrayOf({ shape, dtype, columnMajor: order === 'F', bytes });
}

/** `scalar(dtype, bytes)` -> the number. */
function scalar(args: PickleValue): PickleValue {
  const where = 'a NumPy scalar';
  const [numpyType, bytes] = argumentsOf(where, args, 2);
  const dtype = isKind(numpyType, 'numpy-dtype') ? storedDtype(numpyType) : undefined;
  if (!dtype || dtype.startsWith('C')) return { kind: 'opaque', what: where };
  if (!(bytes instanceof Uint8Array) || bytes.length !== DTYPE_BYTES[dtype]) {
    throw corrupt(where, 'its bytes do not fit its dtype');
  }
  return toFloat64({ dtype, shape: [], bytes })[0];
}

/** BUILD's state of a dtype: (version, byte order, ...). */
export function buildDtype(dtype: NumpyDtype, state: PickleValue): void {
  const [, byteOrder] = argumentsOf('numpy.dtype', state, 2);
  if (typeof byteOrder !== 'string') throw corrupt('numpy.dtype', 'its byte order is no text');
  dtype.byteOrder = byteOrder;
}

/** BUILD's state of an array: (version, shape, dtype, is column-major, bytes). */
export function buildArray(array: NumpyArray, state: PickleValue): void {
  const where = 'a NumPy array';
  const [, shape, dtype, columnMajor, bytes] = argumentsOf(where, state, 5);
  if (!isKind(dtype, 'numpy-dtype')) throw corrupt(where, 'it has no dtype');
  array.content = arrayOf({ shape, dtype, columnMajor: columnMajor === true, bytes }).content;
}

interface ArrayFields {
  readonly shape: PickleValue;
  readonly dtype: NumpyDtype;
  readonly columnMajor: boolean;
  readonly bytes: PickleValue;
}

function arrayOf({ shape, dtype, columnMajor, bytes }: ArrayFields): NumpyArray {
  const sizes = integersOf('a NumPy array', shape).map(Number);
  return { kind: 'numpy-array', content: { shape: sizes, dtype, columnMajor, bytes } };
}
