import type { TensorRecord } from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';

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
}

export interface SgdStep {
  readonly config: SgdConfig;
  readonly rate: number;
  /** Whether a parameter decays, see {@link decayedKeys}. */
  readonly decays: (key: string) => boolean;
}

/**
 * One step, for each parameter w with gradient g and velocity v:
 *
 *     g += decay * w;   v = momentum * v + g   (v = g at first)
 *     w -= rate * (nesterov ? g + momentum * v : v)
 *
 * All tensors of the result are new; the old state and the gradients stay the caller's to dispose.
 * Where memory ends on the way, nothing is left behind.
 *
 * Source: torch.optim.SGD without dampening; Paddle's Momentum is the same.
 */
export function sgdStep(state: SgdState, gradients: TensorRecord, step: SgdStep): SgdState {
  return tf.tidy(() => {
    const parameters: Record<string, tf.Tensor> = {};
    const velocity: Record<string, tf.Tensor> = {};
    for (const [key, w] of Object.entries(state.parameters)) {
      [parameters[key], velocity[key]] = moved(w, gradients[key], state.velocity[key], {
        rate: step.rate,
        momentum: step.config.momentum,
        nesterov: step.config.nesterov,
        decay: step.decays(key) ? step.config.decay : 0,
      });
    }
    return { parameters, velocity };
  });
}

interface Coefficients {
  readonly rate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly decay: number;
}

function moved(
  w: tf.Tensor,
  gradient: tf.Tensor,
  oldVelocity: tf.Tensor | undefined,
  { rate, momentum, nesterov, decay }: Coefficients,
): [w: tf.Tensor, v: tf.Tensor] {
  return tf.tidy(() => {
    const g = decay === 0 ? gradient : tf.add(gradient, tf.mul(w, decay));
    const v = oldVelocity ? tf.add(tf.mul(oldVelocity, momentum), g) : tf.clone(g);
    const direction = nesterov ? tf.add(g, tf.mul(v, momentum)) : v;
    return [tf.sub(w, tf.mul(direction, rate)), v] as [tf.Tensor, tf.Tensor];
  });
}
