import { type Network, stateDict } from '@mobilenext/core';
import type { TensorMap } from './checkpoint.js';
import { type FitOptions, fitToNetwork } from './fit-to-network.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32, toFloat32 } from './tensor-values.js';

/** Parameters and buffers under PyTorch's keys, in PyTorch's layout, row-major. */
type Arrays = ReadonlyMap<string, Float32Array>;

/**
 * A checkpoint's tensors as the arrays that a network is executed with.
 *
 * @throws {ConverterError} as {@link fitToNetwork}.
 *
 * @example
 * const { tensors } = await readCheckpoint('mobilenext-1.0.safetensors');
 * const arrays = arraysFromTensors(variantNetwork('mobilenext-1.0'), tensors);
 */
export function arraysFromTensors(
  network: Network,
  tensors: TensorMap,
  options: FitOptions = {},
): Map<string, Float32Array> {
  return toArrays(fitToNetwork(tensors, network, options).tensors);
}

/**
 * The numbers of tensors that were fitted already.
 *
 * @throws {ConverterError} `unsupported-dtype`
 */
export const toArrays = (tensors: TensorMap): Map<string, Float32Array> =>
  new Map([...tensors].map(([key, tensor]) => [key, toFloat32(tensor)]));

/**
 * A network's arrays as a file holds them: float32, counters as 64-bit integers. Keys that the
 * arrays lack are left out.
 *
 * @throws {ConverterError} `corrupt` for an array of another length than its tensor.
 */
export function tensorsFromArrays(network: Network, arrays: Arrays): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const { key, shape, role } of stateDict(network)) {
    const values = arrays.get(key);
    if (!values) continue;
    tensors.set(key, role === 'batchCount' ? counter(values[0]) : fromFloat32(values, shape));
  }
  return tensors;
}

function counter(value: number): StoredTensor {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, BigInt(value), true);
  return { dtype: 'I64', shape: [], bytes };
}
