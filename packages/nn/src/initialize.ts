import { type Network, type StateEntry, stateDict } from '@mobilenext/core';
import { normalStream } from './random.js';

/**
 * Starting values as the original draws them: filters normal with deviation
 * sqrt(2 / (kernel height * kernel width * output channels)), the classifier's weight normal with
 * deviation 0.01, batch norm as the identity. The same seed gives the same values everywhere.
 *
 * Source: authors' mnext.py `_initialize_weights`.
 */
export function initialize(
  network: Network,
  options: { readonly seed: number },
): Map<string, Float32Array> {
  return new Map(stateDict(network).map((entry) => [entry.key, startValues(entry, options.seed)]));
}

function startValues({ key, shape, role }: StateEntry, seed: number): Float32Array {
  const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
  switch (role) {
    case 'filter':
      return fillNormal(values, Math.sqrt(2 / (shape[0] * shape[2] * shape[3])), seed, key);
    case 'linearWeight':
      return fillNormal(values, 0.01, seed, key);
    case 'normWeight':
    case 'runningVariance':
      return values.fill(1);
    case 'normBias':
    case 'linearBias':
    case 'runningMean':
    case 'batchCount':
      return values;
  }
}

function fillNormal(
  values: Float32Array,
  deviation: number,
  seed: number,
  key: string,
): Float32Array {
  const normal = normalStream(seed, key);
  for (let i = 0; i < values.length; i++) values[i] = deviation * normal(i);
  return values;
}
