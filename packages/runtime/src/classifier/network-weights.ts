import { type Arrays, stateDict } from '@mobilenext/core';
import type { MobileNeXt } from '@mobilenext/mobilenext';
import { missingKey, wrongShape } from '../errors.js';
import { floatValues } from '../safetensors/float-values.js';
import type { StoredTensor } from '../safetensors/read-safetensors.js';

/**
 * The numbers of a network's tensors, without the counters, which nothing needs here. What else the
 * file holds is not looked at.
 *
 * @throws {RuntimeError} `WEIGHTS` for a tensor that is missing or does not fit.
 */
export function networkWeights(
  network: MobileNeXt,
  tensors: ReadonlyMap<string, StoredTensor>,
): Arrays {
  const title = `width ${network.width}`;
  const arrays = new Map<string, Float32Array>();
  for (const { key, shape, role } of stateDict(network)) {
    if (role === 'batchCount') continue;
    const tensor = tensors.get(key);
    if (!tensor) throw missingKey(key, title);
    if (tensor.shape.join() !== shape.join()) {
      throw wrongShape(key, { has: tensor.shape, wants: shape }, title);
    }
    arrays.set(key, floatValues(key, tensor));
  }
  return arrays;
}
