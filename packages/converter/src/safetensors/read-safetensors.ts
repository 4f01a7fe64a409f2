import type { Checkpoint } from '../checkpoint.js';
import type { StoredTensor } from '../stored-tensor.js';
import { splitAverage } from './average.js';
import { headerLength, LENGTH_BYTES, readHeader } from './header.js';

/**
 * Reads a safetensors file. The tensors are views into `bytes`, in the order of their data; every
 * `ema.<key>` beside a `<key>` is the running average's.
 *
 * @throws {ConverterError} `not-a-checkpoint`, `truncated`, `corrupt`, `out-of-bounds`, `too-large`,
 * `unsupported-dtype`.
 */
export function readSafetensors(bytes: Uint8Array): Checkpoint {
  const length = headerLength(bytes.subarray(0, LENGTH_BYTES), bytes.length);
  const text = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  const { entries, metadata, dataStart } = readHeader(text, bytes.length);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const data = bytes.subarray(dataStart + begin, dataStart + end);
    tensors.set(name, { dtype, shape, bytes: data });
  }
  return { format: 'safetensors', ...splitAverage(tensors), metadata };
}
