import { sgdUpdate, type TensorRecord } from '@mobilenext/nn';

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
  const { config, rate, decays } = step;
  const keys = Object.keys(state.parameters);
  const moved = sgdUpdate(
    keys.map((key) => ({
      parameter: state.parameters[key],
      gradient: gradients[key],
      velocity: state.velocity[key],
      decay: decays(key) ? config.decay : 0,
    })),
    { rate, momentum: config.momentum, nesterov: config.nesterov },
  );
  return {
    parameters: Object.fromEntries(keys.map((key, i) => [key, moved[i].parameter])),
    velocity: Object.fromEntries(keys.map((key, i) => [key, moved[i].velocity])),
  };
}
