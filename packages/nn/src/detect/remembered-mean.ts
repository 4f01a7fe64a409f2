import { type Arrays, BATCH_NORM_EPSILON, filterShapeOihw, type Network } from '@mobilenext/core';
import { missingTensor } from '../errors.js';
import { leastSquares } from './least-squares.js';

/**
 * The mean of the pictures that a network was trained on, [channels], normalised as they were then.
 * The first convolution is linear: a channel's running mean is the filter's sum over each input
 * channel times that channel's mean. There are more equations than unknowns. The padding, which
 * dims the border, is left out of account: a few hundredths.
 *
 * @param arrays in PyTorch's layout.
 * @returns undefined where the filters leave it open, as when all are zero.
 * @throws {NnError} `STATE` for a missing tensor.
 */
export function rememberedMean(network: Network, arrays: Arrays): readonly number[] | undefined {
  const [unit] = network.chains[0].units;
  const [outChannels, inChannels, height, width] = filterShapeOihw(unit);
  const filter = tensorOf(arrays, `${unit.convolutionKey}.weight`);
  const means = tensorOf(arrays, `${unit.normKey}.running_mean`);
  const variances = tensorOf(arrays, `${unit.normKey}.running_var`);
  const taps = height * width;
  const rows: number[][] = [];
  const targets: number[] = [];
  for (let out = 0; out < outChannels; out++) {
    // A loud channel is known no better than a quiet one.
    const scale = 1 / Math.sqrt(variances[out] + BATCH_NORM_EPSILON);
    const start = out * inChannels;
    const sums = Array.from({ length: inChannels }, (_, channel) =>
      filter.subarray((start + channel) * taps, (start + channel + 1) * taps),
    ).map((values) => values.reduce((sum, value) => sum + value, 0));
    rows.push(sums.map((sum) => sum * scale));
    targets.push(means[out] * scale);
  }
  return leastSquares(rows, targets);
}

function tensorOf(arrays: Arrays, key: string): Float32Array {
  const values = arrays.get(key);
  if (!values) throw missingTensor(key);
  return values;
}
