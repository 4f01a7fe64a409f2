import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/**
 * x [N,features], weight [features,classes], bias [classes] -> [N,classes]. The gradients transpose
 * before they multiply: matMul's own transposition is many times slower on tfjs's wasm backend.
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable<tf.Tensor2D>([x, weight, bias], () => ({
    value: tf.add(tf.matMul(x, weight), bias),
    saved: [x, weight],
    gradients: (dy, [input, matrix]) => [
      tf.matMul(dy, tf.transpose(matrix)),
      tf.matMul(tf.transpose(input), dy),
      tf.sum(dy, 0),
    ],
  }));
}
