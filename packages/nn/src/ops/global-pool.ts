import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/** Mean over the whole map: [N,H,W,C] -> [N,C]. */
export function globalPool(x: tf.Tensor4D): tf.Tensor2D {
  const [n, height, width, channels] = x.shape;
  return differentiable<tf.Tensor2D>([x], () => ({
    value: tf.mean(x, [1, 2]),
    gradients: (dy) => {
      const each = tf.reshape(tf.div(dy, height * width), [n, 1, 1, channels]);
      return [tf.tile(each, [1, height, width, 1])];
    },
  }));
}
