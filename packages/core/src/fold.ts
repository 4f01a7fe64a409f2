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
  checkLengths(network, arrays);
  const folded = new Map<string, Float32Array>();
  for (const unit of network.chains.flatMap(({ units }) => units)) {
    const { weight, bias } = foldUnit(unit, arrays);
    folded.set(`${unit.convolutionKey}.weight`, weight);
    folded.set(`${unit.convolutionKey}.bias`, bias);
  }
  for (const { key, role } of stateDict(network)) {
    if (role === 'linearWeight' || role === 'linearBias') folded.set(key, pick(arrays, key));
  }
  return folded;
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

function foldUnit(unit: Unit, arrays: Arrays): { weight: Float32Array; bias: Float32Array } {
  const filter = pick(arrays, `${unit.convolutionKey}.weight`);
  const gamma = pick(arrays, `${unit.normKey}.weight`);
  const beta = pick(arrays, `${unit.normKey}.bias`);
  const mean = pick(arrays, `${unit.normKey}.running_mean`);
  const variance = pick(arrays, `${unit.normKey}.running_var`);
  const perChannel = filter.length / unit.outChannels;
  const weight = new Float32Array(filter.length);
  const bias = new Float32Array(unit.outChannels);
  for (let channel = 0, i = 0; channel < unit.outChannels; channel++) {
    const scale = gamma[channel] / Math.sqrt(variance[channel] + BATCH_NORM_EPSILON);
    bias[channel] = beta[channel] - mean[channel] * scale;
    for (const end = i + perChannel; i < end; i++) weight[i] = filter[i] * scale;
  }
  return { weight, bias };
}

function pick(arrays: Arrays, key: string): Float32Array {
  const values = arrays.get(key);
  if (!values) throw missingTensor(key);
  return values;
}
