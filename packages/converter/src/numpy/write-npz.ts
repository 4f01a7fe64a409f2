import type { TensorMap } from '../checkpoint.js';
import { checkSize } from '../stored-tensor.js';
import { writeZip } from '../zip/write-zip.js';
import { writeNpy } from './write-npy.js';

/**
 * Tensors as `numpy.savez` writes them: a zip of stored `.npy` files, one a tensor.
 *
 * @throws {ConverterError} `unsupported-dtype` for 8-bit floats, `corrupt` if a tensor's bytes do
 * not fit its shape, `too-large`.
 */
export function writeNpz(tensors: TensorMap): Uint8Array {
  const files = [...tensors].map(([key, tensor]) => {
    checkSize(key, tensor);
    return { name: `${key}.npy`, content: writeNpy(key, tensor) };
  });
  return writeZip(files);
}
