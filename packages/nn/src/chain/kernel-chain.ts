import type { Chain } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from '../ops/differentiable.js';
import {
  asAttributes,
  CHAIN_BACKWARD,
  CHAIN_FORWARD,
  type ChainAttributes,
  nameByUnit,
} from './chain-kernel.js';
import type { ChainMode } from './chain-mode.js';
import type { FoldedUnit, NormalizedUnit, UnitTensors } from './unit-tensors.js';

/** A chain by the backend's own kernels, joined to tfjs's tape. */
export function kernelChain(
  x: tf.Tensor4D,
  chain: Chain,
  tensors: readonly UnitTensors[],
  mode: ChainMode,
): tf.Tensor4D {
  const normalized = tensors.filter((unit) => unit.kind === 'normalized');
  const folded = tensors.filter((unit) => unit.kind === 'folded');
  return folded.length > 0
    ? foldedChain(x, chain, folded)
    : normalizedChain(x, chain, normalized, mode);
}

function foldedChain(x: tf.Tensor4D, chain: Chain, units: readonly FoldedUnit[]): tf.Tensor4D {
  const inputs = {
    x,
    ...nameByUnit<tf.Tensor>({
      filter: units.map(({ filter }) => filter),
      bias: units.map(({ bias }) => bias),
    }),
  };
  const attributes = { chain, statistics: 'folded', save: false, inputGradient: false } as const;
  const [output] = tf
    .engine()
    .runKernel<tf.Tensor[]>(CHAIN_FORWARD, inputs, asAttributes(attributes));
  return output as tf.Tensor4D;
}

function normalizedChain(
  x: tf.Tensor4D,
  chain: Chain,
  units: readonly NormalizedUnit[],
  mode: ChainMode,
): tf.Tensor4D {
  const attributes: ChainAttributes = {
    chain,
    statistics: mode.statistics,
    save: tf.engine().isTapeOn() || mode.onStatistics !== undefined,
    inputGradient: mode.inputGradient ?? true,
  };
  const parameters = units.flatMap(({ filter, norm }) => [filter, norm.weight, norm.bias]);
  const inputs = attributes.inputGradient ? [...parameters, x] : parameters;
  return differentiable<tf.Tensor4D>(inputs, () => {
    const [output, ...perUnit] = runForward(x, units, attributes);
    if (mode.statistics === 'batch') report(chain, perUnit, mode);
    return {
      value: output,
      saved: [x, ...parameters, ...perUnit],
      gradients: (dOutput, saved) => runBackward(dOutput, saved, attributes),
    };
  });
}

function runForward(
  x: tf.Tensor4D,
  units: readonly NormalizedUnit[],
  attributes: ChainAttributes,
): tf.Tensor[] {
  const inputs = nameByUnit<tf.Tensor>({
    filter: units.map(({ filter }) => filter),
    weight: units.map(({ norm }) => norm.weight),
    bias: units.map(({ norm }) => norm.bias),
    mean: units.map(({ running }) => running.mean),
    variance: units.map(({ running }) => running.variance),
  });
  inputs.x = x;
  return tf.engine().runKernel(CHAIN_FORWARD, inputs, asAttributes(attributes));
}

/**
 * `saved`: x; then filter, weight, bias of each unit; then y, mean, variance of each unit. Maps are
 * freed here, as tfjs would keep those of all chains until the last gradient is made.
 */
function runBackward(
  dOutput: tf.Tensor4D,
  [x, ...saved]: readonly tf.Tensor[],
  attributes: ChainAttributes,
): tf.Tensor[] {
  const half = saved.length / 2;
  const parameters = saved.slice(0, half);
  const outputs = saved.slice(half);
  const everyThird = (tensors: readonly tf.Tensor[], offset: number): tf.Tensor[] =>
    tensors.filter((_, i) => i % 3 === offset);
  const inputs = nameByUnit({
    filter: everyThird(parameters, 0),
    weight: everyThird(parameters, 1),
    bias: everyThird(parameters, 2),
    y: everyThird(outputs, 0),
    mean: everyThird(outputs, 1),
    variance: everyThird(outputs, 2),
  });
  Object.assign(inputs, { x, dOutput });
  const gradients = tf
    .engine()
    .runKernel<tf.Tensor[]>(CHAIN_BACKWARD, inputs, asAttributes(attributes));
  tf.dispose([x, ...everyThird(outputs, 0)]);
  return gradients;
}

function report(chain: Chain, perUnit: readonly tf.Tensor[], mode: ChainMode): void {
  chain.units.forEach(({ normKey, outChannels }, i) => {
    const [y, mean, variance] = perUnit.slice(3 * i, 3 * i + 3);
    mode.onStatistics?.({
      normKey,
      mean: tf.keep(tf.clone(mean as tf.Tensor1D)),
      variance: tf.keep(tf.clone(variance as tf.Tensor1D)),
      count: y.size / outChannels,
    });
  });
}
