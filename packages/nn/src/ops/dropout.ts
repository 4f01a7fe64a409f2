import * as tf from '@tensorflow/tfjs-core';
import { uniformStream } from '../random.js';
import { differentiable } from './differentiable.js';

/** Which features a step drops: the same seed and step always drop the same. */
export interface DropoutKey {
  readonly seed: number;
  readonly step: number;
}

/** Sets a share `rate` of x [N,features] to zero and scales the rest by 1 / (1 - rate). */
export function dropout(x: tf.Tensor2D, rate: number, key: DropoutKey): tf.Tensor2D {
  if (rate === 0) return x;
  return differentiable<tf.Tensor2D>([x], () => {
    const mask = tf.tensor2d(dropoutMask(x.size, rate, key), x.shape);
    return {
      value: tf.mul(x, mask),
      saved: [mask],
      gradients: (dy, [kept]) => [tf.mul(dy, kept)],
    };
  });
}

/** 0 for a dropped element, 1 / (1 - rate) for a kept one. */
export function dropoutMask(size: number, rate: number, { seed, step }: DropoutKey): Float32Array {
  const uniform = uniformStream(seed, `dropout ${step}`);
  const scale = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = uniform(i) < rate ? 0 : scale;
  return mask;
}
