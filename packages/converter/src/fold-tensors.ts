import {
  BATCH_NORM_EPSILON,
  filterShapeOihw,
  fold,
  type Network,
  stateDict,
} from '@mobilenext/core';
import type { TensorMap } from './checkpoint.js';
import { arraysFromTensors } from './network-arrays.js';
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
    const neutral = NEUTRAL[role];
    const tensor = folded.get(biasKeys.get(key) ?? key);
    if (neutral !== undefined) unfolded.set(key, filled(shape, neutral));
    else if (tensor) unfolded.set(key, tensor);
  }
  return unfolded;
}

/** A batch norm of these changes nothing but by its bias. */
const NEUTRAL: Readonly<Record<string, number>> = {
  normWeight: 1,
  runningMean: 0,
  runningVariance: 1 - BATCH_NORM_EPSILON,
};

const filled = ([length]: readonly number[], value: number): StoredTensor =>
  fromFloat32(new Float32Array(length).fill(value), [length]);
