import { type Network, stateDict } from '@mobilenext/core';
import { initialize } from '@mobilenext/nn';

/**
 * Weights to measure with, always the same for a network. Values keep their size through all
 * layers, so that no contender computes with denormal numbers, and every batch norm does something,
 * so that a contender that leaves one out is found.
 */
export function madeWeights(network: Network): Map<string, Float32Array> {
  const arrays = initialize(network, { seed: 0 });
  for (const { key, shape, role } of stateDict(network)) {
    const values = arrays.get(key) as Float32Array;
    const wave = (i: number): number => Math.sin(i * 12.9898 + shape[0]);
    switch (role) {
      case 'filter': {
        // `initialize` divides by the outputs of a tap; dividing by the inputs keeps the size.
        const [outputs, inputs] = shape;
        const factor = Math.sqrt(outputs / inputs);
        arrays.set(
          key,
          values.map((value) => value * factor),
        );
        break;
      }
      case 'normWeight':
      case 'runningVariance':
        arrays.set(
          key,
          values.map((_, i) => 1 + wave(i) / 4),
        );
        break;
      case 'normBias':
      case 'runningMean':
      case 'linearBias':
        arrays.set(
          key,
          values.map((_, i) => wave(i + key.length) / 8),
        );
        break;
      case 'linearWeight':
      case 'batchCount':
        break;
    }
  }
  return arrays;
}
