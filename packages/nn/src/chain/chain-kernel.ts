import type { Chain } from '@mobilenext/core';
import type * as tf from '@tensorflow/tfjs-core';

/**
 * A backend that brings its own chain registers two tfjs kernels under these names. They share
 * {@link ChainAttributes}; tensors are named `x`, `dOutput` and, for unit i, `<name>.<i>`.
 *
 * Forward: x, filter, weight, bias, mean, variance -> [output, ...all means, ...all variances,
 * ...all y]. y is the raw output of a unit's convolution, mean and variance are what it was normalised
 * with; `save` says what of it there is. Folded units have only filter and bias.
 *
 * A chain with an identity has as many input as output channels; others go to the reference.
 *
 * Backward: x, dOutput, filter, weight, bias, mean, variance, y -> [...for each unit: dFilter, dWeight,
 * dBias, and dx where `inputGradient` is true]. y is consumed: the kernel may overwrite its memory or
 * give it back. Where maps were not saved it is not there and made anew.
 */
export const CHAIN_FORWARD = 'ChainForward';
export const CHAIN_BACKWARD = 'ChainBackward';

export interface ChainAttributes {
  readonly chain: Chain;
  /** What the units are normalised with; `folded` has no backward pass. */
  readonly statistics: 'batch' | 'running' | 'folded';
  /** What follows the output; `statistics` leaves the maps out. */
  readonly save: 'maps' | 'statistics' | 'nothing';
  readonly inputGradient: boolean;
}

/** The tensors of a kernel call by name; every name that its kernel reads is there. */
export type ChainInputs = Readonly<Record<string, tf.TensorInfo>>;

/** tfjs types attributes as plain numbers and texts; it hands any object through. */
export const asAttributes = (attributes: ChainAttributes): tf.NamedAttrMap =>
  attributes as unknown as tf.NamedAttrMap;

/**
 * Names tensors by unit, in one record: `filter.0`, `filter.1`, ..., `weight.0`, ... What a unit
 * does not have has no name.
 */
export function nameByUnit<T extends object>(
  lists: Readonly<Record<string, readonly (T | undefined)[]>>,
): Record<string, T> {
  const named: Record<string, T> = {};
  for (const [name, tensors] of Object.entries(lists)) {
    tensors.forEach((tensor, i) => {
      if (tensor) named[`${name}.${i}`] = tensor;
    });
  }
  return named;
}
