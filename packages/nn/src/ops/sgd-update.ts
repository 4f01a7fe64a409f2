import * as tf from '@tensorflow/tfjs-core';
import { nameByUnit } from '../chain/chain-kernel.js';
import { someAverages } from '../errors.js';
import { hasOwnKernel } from '../own-kernel.js';
import { blend } from './blend.js';

/**
 * A backend's own kernel for {@link sgdUpdate}: tensors `parameter.<i>`, `gradient.<i>`, but for a
 * first step `velocity.<i>`, and `average.<i>` for all or none, attributes {@link SgdAttributes} ->
 * all new parameters, then all new velocities, then all new averages, if any.
 */
export const SGD_UPDATE = 'SgdUpdate';

export interface SgdCoefficients {
  readonly rate: number;
  /** Share of the velocity kept. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Share of the averages kept. Unless given 0; it needs no value where there are none. */
  readonly averageKept?: number;
}

export interface SgdAttributes extends SgdCoefficients {
  readonly decays: readonly number[];
}

/** A parameter with what moves it, all of one shape. */
export interface SgdTensors {
  readonly parameter: tf.Tensor;
  readonly gradient: tf.Tensor;
  /** Missing before the first step. */
  readonly velocity?: tf.Tensor;
  /** Of the parameter over past steps; all parameters have one, or none. */
  readonly average?: tf.Tensor;
  /** Times the parameter, added to its gradient. */
  readonly decay: number;
}

/** A parameter after a step, its velocity and, where it had one, its average. */
export interface SgdMoved {
  readonly parameter: tf.Tensor;
  readonly velocity: tf.Tensor;
  readonly average?: tf.Tensor;
}

/**
 * One step of stochastic gradient descent with momentum, for each parameter w with gradient g,
 * velocity v and, perhaps, average a:
 *
 *     g += decay * w;   v = momentum * v + g   (v = g at first)
 *     w -= rate * (nesterov ? g + momentum * v : v)
 *     a = averageKept * a + (1 - averageKept) * w
 *
 * In one call where the backend brings a kernel. All tensors of the result are new.
 *
 * @throws {NnError} `STATE` if some parameters have an average and others have none; `MEMORY`, on
 * wasm; nothing is left behind.
 */
export function sgdUpdate(
  tensors: readonly SgdTensors[],
  coefficients: SgdCoefficients,
): readonly SgdMoved[] {
  const averages = tensors.filter(({ average }) => average).length;
  if (averages > 0 && averages < tensors.length) throw someAverages(averages, tensors.length);
  const update = hasOwnKernel(SGD_UPDATE) ? kernelUpdate : referenceUpdate;
  const outputs = update(tensors, coefficients);
  const count = tensors.length;
  return tensors.map((_, i) => ({
    parameter: outputs[i],
    velocity: outputs[count + i],
    average: outputs[2 * count + i],
  }));
}

function kernelUpdate(tensors: readonly SgdTensors[], coefficients: SgdCoefficients): tf.Tensor[] {
  const inputs = nameByUnit({
    parameter: tensors.map(({ parameter }) => parameter),
    gradient: tensors.map(({ gradient }) => gradient),
    velocity: tensors.map(({ velocity }) => velocity),
    average: tensors.map(({ average }) => average),
  });
  const attributes: SgdAttributes = {
    ...coefficients,
    decays: tensors.map(({ decay }) => decay),
  };
  return tf.engine().runKernel(SGD_UPDATE, inputs, attributes as unknown as tf.NamedAttrMap);
}

function referenceUpdate(
  tensors: readonly SgdTensors[],
  coefficients: SgdCoefficients,
): tf.Tensor[] {
  const { averageKept: kept = 0 } = coefficients;
  return tf.tidy(() => {
    const moves = tensors.map((each) => moved(each, coefficients));
    const averages = tensors.flatMap(({ average: old }, i) =>
      old ? [{ old, seen: moves[i][0], kept, share: 1 - kept }] : [],
    );
    return [...moves.map(([w]) => w), ...moves.map(([, v]) => v), ...blend(averages)];
  });
}

function moved(
  { parameter, gradient, velocity, decay }: SgdTensors,
  { rate, momentum, nesterov }: SgdCoefficients,
): [w: tf.Tensor, v: tf.Tensor] {
  return tf.tidy(() => {
    const g = decay === 0 ? gradient : tf.add(gradient, tf.mul(parameter, decay));
    const v = velocity ? tf.add(tf.mul(velocity, momentum), g) : tf.clone(g);
    const direction = nesterov ? tf.add(g, tf.mul(v, momentum)) : v;
    return [tf.sub(parameter, tf.mul(direction, rate)), v] as [tf.Tensor, tf.Tensor];
  });
}
