import type { TensorMap } from '../checkpoint.js';
import { unwritableDtype } from '../errors.js';
import { numpyByteOrder, numpyCode } from '../numpy/dtypes.js';
import { call, dict, globalNamed, type Picklable, tuple } from '../pickle/picklable.js';
import { writePickle } from '../pickle/write-pickle.js';
import { checkSize, type StoredTensor } from '../stored-tensor.js';
import { paddleTensors } from './paddle-names.js';

/** Under this name Paddle keeps its own names of the parameters. */
const NAMES_KEY = 'StructuredToParameterName@@';
/** The first that has bytes; Paddle itself writes 4, and reads all. */
const PROTOCOL = 3;

// NumPy 1's names, which NumPy 2 still knows.
const RECONSTRUCT = globalNamed('numpy.core.multiarray._reconstruct');
const NDARRAY = globalNamed('numpy.ndarray');
const DTYPE = globalNamed('numpy.dtype');

/**
 * A state dict as `paddle.save` writes it and `paddle.load` reads it: Paddle's names, its layout of
 * the linear layer, its table of parameter names. Counters of batches are left out.
 *
 * @param tensors under PyTorch's names, in PyTorch's layout.
 * @throws {ConverterError} `unexpected-key` for layers that it does not know, `unsupported-dtype` for 8-bit floats, `corrupt` if a tensor's bytes do
 * not fit its shape, `too-large`.
 */
export function writePdparams(tensors: TensorMap): Uint8Array {
  for (const [key, tensor] of tensors) checkSize(key, tensor);
  const named = paddleTensors(tensors);
  const arrays = named.map(({ name, tensor }) => [name, arrayToPickle(name, tensor)] as const);
  const names = named.map(({ name, parameterName }) => [name, parameterName] as const);
  return writePickle(dict([...arrays, [NAMES_KEY, dict(names)]]), PROTOCOL);
}

/** As NumPy pickles an array: an empty one, which then gets its state. */
function arrayToPickle(key: string, { dtype, shape, bytes }: StoredTensor): Picklable {
  // Paddle passes bfloat16 off as uint16, and takes every uint16 for bfloat16.
  const code = dtype === 'BF16' ? 'u2' : numpyCode(dtype);
  if (!code || dtype === 'U16') throw unwritableDtype(key, dtype, '.pdparams');
  const byteOrder = numpyByteOrder(code);
  const arrayDtype = call(DTYPE, tuple(code, false, true), {
    state: tuple(3, byteOrder, null, null, null, -1, -1, 0),
  });
  return call(RECONSTRUCT, tuple(NDARRAY, tuple(0), new Uint8Array([0x62])), {
    state: tuple(1, tuple(...shape), arrayDtype, false, bytes),
  });
}
