import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/** Clips to 0..6. Its derivative is 0 at exactly 0 and 6, as in PyTorch. */
export function relu6(x: tf.Tensor4D): tf.Tensor4D {
  return differentiable<tf.Tensor4D>([x], () => ({
    value: tf.clipByValue(x, 0, 6),
    saved: [x],
    gradients: (dy, [z]) => {
      const inside = tf.logicalAnd(tf.greater(z, 0), tf.less(z, 6));
      return [tf.mul(dy, tf.cast(inside, 'float32'))];
    },
  }));
}
