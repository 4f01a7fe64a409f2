import { misshapenTensor, missingTensor } from './errors.js';
import type { Network } from './network.js';
import { stateDict } from './state-dict.js';
import type { Unit } from './unit.js';

/**
 * Parameters and buffers: PyTorch's keys, PyTorch's layout (filters OIHW, classifier
 * [classes, features]), row-major. `num_batches_tracked` is an array of one element.
 */
export type Arrays = ReadonlyMap<string, Float32Array>;

/** Added to the variance under the root, in both originals. */
export const BATCH_NORM_EPSILON = 1e-5;

/**
 * Folds each batch norm into the convolution before it: `<convolution>.weight` (OIHW) and
 * `<convolution>.bias` such that convolution plus bias equals convolution plus batch norm at
 * inference. The classifier is passed on as it is. Computed in float64, rounded once.
 *
 * @throws {CoreError} `STATE` if an array is missing or has another size.
 */
export function fold(network: Network, arrays: Arrays): Map<string, Float32Array> {
  const folded = new Map<string, Float32Array>();
  for (const [key, { factors, bias }] of foldNorms(network, arrays)) {
    folded.set(`${key}.weight`, scaleChannels(pick(arrays, `${key}.weight`), factors));
    folded.set(`${key}.bias`, bias);
  }
  for (const { key, role } of stateDict(network)) {
    if (role === 'linearWeight' || role === 'linearBias') folded.set(key, pick(arrays, key));
  }
  return folded;
}

/** What a batch norm makes of the convolution before it. */
export interface FoldedNorm {
  /** [Cout], of each output channel's filter. */
  readonly factors: Float64Array;
  /** [Cout]. */
  readonly bias: Float32Array;
}

/**
 * The batch norms of {@link fold} by their convolutions' keys, for who multiplies the filters on
 * the way to where they are needed.
 *
 * @throws {CoreError} `STATE` if an array of the network is missing or has another size.
 */
export function foldNorms(network: Network, arrays: Arrays): ReadonlyMap<string, FoldedNorm> {
  checkLengths(network, arrays);
  const units = network.chains.flatMap(({ units }) => units);
  return new Map(units.map((unit) => [unit.convolutionKey, foldNorm(unit, arrays)]));
}

function checkLengths(network: Network, arrays: Arrays): void {
  for (const { key, role, shape } of stateDict(network)) {
    if (role === 'batchCount') continue;
    const { length } = pick(arrays, key);
    if (length !== shape.reduce((product, side) => product * side, 1)) {
      throw misshapenTensor(key, length, shape);
    }
  }
}

function foldNorm(unit: Unit, arrays: Arrays): FoldedNorm {
  const gamma = pick(arrays, `${unit.normKey}.weight`);
  const beta = pick(arrays, `${unit.normKey}.bias`);
  const mean = pick(arrays, `${unit.normKey}.running_mean`);
  const variance = pick(arrays, `${unit.normKey}.running_var`);
  const factors = new Float64Array(unit.outChannels);
  const bias = new Float32Array(unit.outChannels);
  for (let channel = 0; channel < unit.outChannels; channel++) {
    factors[channel] = gamma[channel] / Math.sqrt(variance[channel] + BATCH_NORM_EPSILON);
    bias[channel] = beta[channel] - mean[channel] * factors[channel];
  }
  return { factors, bias };
}

function scaleChannels(filter: Float32Array, factors: Float64Array): Float32Array {
  const scaled = new Float32Array(filter.length);
  const perChannel = filter.length / factors.length;
  for (let channel = 0, i = 0; channel < factors.length; channel++) {
    for (const end = i + perChannel; i < end; i++) scaled[i] = filter[i] * factors[channel];
  }
  return scaled;
}

function pick(arrays: Arrays, key: string): Float32Array {
  const values = arrays.get(key);
  if (!values) throw missingTensor(key);
  return values;
}
