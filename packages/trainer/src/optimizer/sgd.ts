import { sgdUpdate, type TensorRecord } from '@mobilenext/nn';
import type * as tf from '@tensorflow/tfjs-core';

/** Stochastic gradient descent with momentum, as data. */
export interface SgdConfig {
  readonly kind: 'sgd';
  /** Share of the velocity kept at each step; 0 is plain gradient descent. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Times the parameter, added to its gradient. */
  readonly decay: number;
  /** `weights`: filters and the classifier's weight; `all`: batch norm and biases as well. */
  readonly decayGroup: 'weights' | 'all';
}

/** What the optimiser moves. */
export interface SgdState {
  readonly parameters: TensorRecord;
  /** By parameter key; empty before the first step. */
  readonly velocity: TensorRecord;
  /** The parameters' moving average, by their keys, where one is kept. */
  readonly ema?: TensorRecord;
}

export interface SgdStep {
  readonly config: SgdConfig;
  readonly rate: number;
  /** Whether a parameter decays, see {@link decayedKeys}. */
  readonly decays: (key: string) => boolean;
  /** Share of the moving average that is kept; needed where there is one. */
  readonly emaDecay?: number;
}

/**
 * One step, for each parameter w with gradient g, velocity v and, where one is kept, average ema:
 *
 *     g += decay * w;   v = momentum * v + g   (v = g at first)
 *     w -= rate * (nesterov ? g + momentum * v : v)
 *     ema = emaDecay * ema + (1 - emaDecay) * w
 *
 * All tensors of the result are new; the old state and the gradients stay the caller's to dispose.
 * Where memory ends on the way, nothing is left behind.
 *
 * Source: torch.optim.SGD without dampening; Paddle's Momentum is the same. timm's ModelEma.
 */
export function sgdStep(state: SgdState, gradients: TensorRecord, step: SgdStep): SgdState {
  const { config, rate, decays, emaDecay } = step;
  const { parameters, velocity, ema } = state;
  const keys = Object.keys(parameters);
  const moved = sgdUpdate(
    keys.map((key) => ({
      parameter: parameters[key],
      gradient: gradients[key],
      velocity: velocity[key],
      average: ema?.[key],
      decay: decays(key) ? config.decay : 0,
    })),
    { rate, momentum: config.momentum, nesterov: config.nesterov, averageKept: emaDecay },
  );
  const byKey = <T>(pick: (each: (typeof moved)[number]) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(keys.map((key, i) => [key, pick(moved[i])]));
  return {
    parameters: byKey((each) => each.parameter),
    velocity: byKey((each) => each.velocity),
    ...(ema && { ema: byKey((each) => each.average as tf.Tensor) }),
  };
}
