import * as tf from '@tensorflow/tfjs-core';
import { hasOwnKernel } from '../own-kernel.js';
import { differentiable } from './differentiable.js';

/**
 * A backend that brings its own pool registers two tfjs kernels: x [N,H,W,C] -> [N,C], and dOutput
 * [N,C] -> [N,H,W,C] with the attribute `shape`. tfjs's `mean` and `tile` are slow on wasm.
 */
export const GLOBAL_POOL = 'GlobalPool';
export const GLOBAL_POOL_GRADIENT = 'GlobalPoolGradient';

/** Mean over the whole map: [N,H,W,C] -> [N,C]. */
export function globalPool(x: tf.Tensor4D): tf.Tensor2D {
  const { shape } = x;
  return hasOwnKernel(GLOBAL_POOL)
    ? differentiable<tf.Tensor2D>([x], () => ({
        value: tf.engine().runKernel(GLOBAL_POOL, { x }),
        gradients: (dOutput) => [
          tf.engine().runKernel(GLOBAL_POOL_GRADIENT, { dOutput }, { shape }),
        ],
      }))
    : differentiable<tf.Tensor2D>([x], () => ({
        value: tf.mean(x, [1, 2]),
        gradients: (dOutput) => [spreadOver(dOutput, shape)],
      }));
}

function spreadOver(
  dOutput: tf.Tensor2D,
  [n, height, width, channels]: tf.Tensor4D['shape'],
): tf.Tensor {
  const each = tf.reshape(tf.div(dOutput, height * width), [n, 1, 1, channels]);
  return tf.tile(each, [1, height, width, 1]);
}
