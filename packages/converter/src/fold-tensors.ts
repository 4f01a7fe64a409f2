import { filterShapeOihw, fold, type Network, stateDict } from '@mobilenext/core';
import type { TensorMap } from './checkpoint.js';
import { arraysFromTensors } from './network-arrays.js';
import { NEUTRAL_NORM } from './neutral-norm.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32 } from './tensor-values.js';

/**
 * A network's tensors with each batch norm folded into the convolution before it, float32:
 * `<convolution>.weight` (OIHW), `<convolution>.bias`, and the classifier as it is.
 *
 * @throws {ConverterError} as `fitToNetwork`.
 */
export function foldTensors(network: Network, tensors: TensorMap): Map<string, StoredTensor> {
  const units = network.chains.flatMap((chain) => chain.units);
  const { key, inFeatures, numClasses } = network.classifier;
  const shapes = new Map<string, readonly number[]>([
    ...units.map((unit) => [`${unit.convolutionKey}.weight`, filterShapeOihw(unit)] as const),
    [`${key}.weight`, [numClasses, inFeatures]],
  ]);
  const folded = fold(network, arraysFromTensors(network, tensors));
  return new Map(
    [...folded].map(([name, values]) => [
      name,
      fromFloat32(values, shapes.get(name) ?? [values.length]),
    ]),
  );
}

/**
 * Folded tensors under a network's own keys again, as whatever executes networks wants them: each
 * batch norm only adds the bias. The parameters before the folding are not recovered.
 */
export function unfoldTensors(network: Network, folded: TensorMap): Map<string, StoredTensor> {
  const biasKeys = new Map(
    network.chains
      .flatMap(({ units }) => units)
      .map(({ normKey, convolutionKey }) => [`${normKey}.bias`, `${convolutionKey}.bias`]),
  );
  const unfolded = new Map<string, StoredTensor>();
  for (const { key, shape, role } of stateDict(network)) {
    const tensor = folded.get(biasKeys.get(key) ?? key);
    if (tensor) unfolded.set(key, tensor);
    else if (isOfNorm(role)) unfolded.set(key, filled(shape, NEUTRAL_NORM[role]));
  }
  return unfolded;
}

const isOfNorm = (role: string): role is keyof typeof NEUTRAL_NORM => role in NEUTRAL_NORM;

const filled = ([length]: readonly number[], value: number): StoredTensor =>
  fromFloat32(new Float32Array(length).fill(value), [length]);
