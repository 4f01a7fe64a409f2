import { concatBytes } from '../concat-bytes.js';
import { unwritableDtype } from '../errors.js';
import type { StoredTensor } from '../stored-tensor.js';
import { fromFloat32, toFloat32 } from '../tensor-values.js';
import { numpyByteOrder, numpyCode } from './dtypes.js';

/** The byte 0x93, NUMPY, version 1.0. */
const MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
const ALIGNMENT = 64;

/**
 * One array in NumPy's file format, version 1.0. bfloat16, which NumPy lacks, is widened to float32.
 *
 * @param key names the tensor in errors.
 * @throws {ConverterError} `unsupported-dtype` for 8-bit floats.
 */
export function writeNpy(key: string, tensor: StoredTensor): Uint8Array {
  if (tensor.dtype === 'BF16') return writeNpy(key, fromFloat32(toFloat32(tensor), tensor.shape));
  const { dtype, shape, bytes } = tensor;
  const code = numpyCode(dtype);
  if (!code) throw unwritableDtype(key, dtype, '.npz');
  return concatBytes([...npyHeader(numpyByteOrder(code) + code, shape), bytes]);
}

/** A Python dict as text, padded with blanks so that the data begin at a multiple of 64. */
function npyHeader(descr: string, shape: readonly number[]): readonly Uint8Array[] {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${pythonTuple(shape)}, }`;
  const before = MAGIC.length + 2;
  const length = Math.ceil((before + text.length + 1) / ALIGNMENT) * ALIGNMENT - before;
  const lengthField = Uint8Array.of(length & 0xff, length >> 8);
  return [MAGIC, lengthField, new TextEncoder().encode(`${text.padEnd(length - 1)}\n`)];
}

/** A tuple of one needs its comma. */
const pythonTuple = (sizes: readonly number[]): string =>
  sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(', ')})`;
