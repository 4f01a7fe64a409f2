import { type Network, stateDict, type Unit } from '@mobilenext/core';
import type { Arrays } from './arrays.js';
import { missingTensor } from './errors.js';
import { BATCH_NORM_EPSILON } from './ops/batch-norm.js';

/**
 * Folds each batch norm into the convolution before it: `<convolution>.weight` (OIHW) and
 * `<convolution>.bias` such that convolution plus bias equals convolution plus batch norm at
 * inference. The classifier is passed on as it is. Computed in float64, rounded once.
 *
 * @throws {NnError} `STATE` if an array is missing.
 */
export function fold(network: Network, arrays: Arrays): Map<string, Float32Array> {
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

function foldUnit(unit: Unit, arrays: Arrays): { weight: Float32Array; bias: Float32Array } {
  const filter = pick(arrays, `${unit.convolutionKey}.weight`);
  const gamma = pick(arrays, `${unit.normKey}.weight`);
  const beta = pick(arrays, `${unit.normKey}.bias`);
  const mean = pick(arrays, `${unit.normKey}.running_mean`);
  const variance = pick(arrays, `${unit.normKey}.running_var`);
  const perChannel = filter.length / unit.outChannels;
  const scale = (channel: number): number =>
    gamma[channel] / Math.sqrt(variance[channel] + BATCH_NORM_EPSILON);
  return {
    weight: filter.map((value, i) => value * scale(Math.floor(i / perChannel))),
    bias: beta.map((value, channel) => value - mean[channel] * scale(channel)),
  };
}

function pick(arrays: Arrays, key: string): Float32Array {
  const values = arrays.get(key);
  if (!values) throw missingTensor(key);
  return values;
}
