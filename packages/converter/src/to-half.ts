import type { TensorMap } from './checkpoint.js';
import { isCounter } from './counters.js';
import { isFloat } from './dtype.js';
import { beyondHalf } from './errors.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32, toFloat64 } from './tensor-values.js';

/** From here on float16 rounds to infinity. */
const HALF_OVERFLOW = 65520;

/**
 * Floats as float16, rounded to nearest even; counters stay whole.
 *
 * @throws {ConverterError} `not-representable` for a finite value that float16 would make infinite.
 */
export const toHalf = (tensors: TensorMap): Map<string, StoredTensor> =>
  new Map([...tensors].map(([key, tensor]) => [key, halve(key, tensor)]));

function halve(key: string, tensor: StoredTensor): StoredTensor {
  if (!isFloat(tensor.dtype) || tensor.dtype === 'F16' || isCounter(key)) return tensor;
  const values = toFloat64(tensor);
  const beyond = values.find((value) => Math.abs(value) >= HALF_OVERFLOW && Number.isFinite(value));
  if (beyond !== undefined) throw beyondHalf(key, beyond);
  return fromFloat32(values, tensor.shape, 'F16');
}
