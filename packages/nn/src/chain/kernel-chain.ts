import { type Chain, outputSize, type Size } from '@mobilenext/core';
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
  const attributes = {
    chain,
    statistics: 'folded',
    save: 'nothing',
    inputGradient: false,
  } as const;
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
    save: savedIn(mode),
    inputGradient: mode.inputGradient ?? true,
  };
  const parameters = units.flatMap(({ filter, norm }) => [filter, norm.weight, norm.bias]);
  const inputs = attributes.inputGradient ? [...parameters, x] : parameters;
  return differentiable<tf.Tensor4D>(inputs, () => {
    const [output, ...seen] = runForward(x, units, attributes);
    if (mode.statistics === 'batch') report(chain, x, seen, mode);
    return {
      value: output,
      saved: [x, ...parameters, ...seen],
      gradients: (dOutput, saved) => runBackward(dOutput, saved, attributes),
    };
  });
}

/** Without a backward pass to come, only somebody who asks for statistics gets them. */
function savedIn({ recompute, onStatistics }: ChainMode): ChainAttributes['save'] {
  if (tf.engine().isTapeOn()) return recompute === 'chains' ? 'statistics' : 'maps';
  return onStatistics ? 'statistics' : 'nothing';
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
 * `saved`: x; then filter, weight, bias of each unit; then all means, all variances, all y. Maps are
 * freed here, as tfjs would keep those of all chains until the last gradient is made.
 */
function runBackward(
  dOutput: tf.Tensor4D,
  [x, ...saved]: readonly tf.Tensor[],
  attributes: ChainAttributes,
): tf.Tensor[] {
  const count = attributes.chain.units.length;
  const parameters = saved.slice(0, 3 * count);
  const everyThird = (offset: number): tf.Tensor[] => parameters.filter((_, i) => i % 3 === offset);
  const [mean, variance, y] = [3, 4, 5].map((i) => saved.slice(i * count, (i + 1) * count));
  const [filter, weight, bias] = [0, 1, 2].map(everyThird);
  const inputs = nameByUnit({ filter, weight, bias, mean, variance, y });
  Object.assign(inputs, { x, dOutput });
  const gradients = tf
    .engine()
    .runKernel<tf.Tensor[]>(CHAIN_BACKWARD, inputs, asAttributes(attributes));
  tf.dispose([x, ...y]);
  return gradients;
}

/** `seen`: all means, then all variances. */
function report(
  chain: Chain,
  x: tf.Tensor4D,
  seen: readonly tf.Tensor[],
  { onStatistics }: ChainMode,
): void {
  const [batch, height, width] = x.shape;
  let size: Size = { height, width };
  chain.units.forEach((unit, i) => {
    size = outputSize(unit, size);
    onStatistics?.({
      normKey: unit.normKey,
      mean: tf.keep(tf.clone(seen[i] as tf.Tensor1D)),
      variance: tf.keep(tf.clone(seen[chain.units.length + i] as tf.Tensor1D)),
      count: batch * size.height * size.width,
    });
  });
}
