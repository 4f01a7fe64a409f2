import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/**
 * x [N,features], weight [features,classes], bias [classes] -> [N,classes]. The gradients transpose
 * before they multiply: matMul's own transposition is many times slower on tfjs's wasm backend.
 */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  return differentiable<tf.Tensor2D>([x, weight, bias], () => ({
    value: tf.add(multiplyInGroups(x, weight), bias),
    saved: [x, weight],
    gradients: (dy, [input, matrix]) => [
      tf.matMul(dy, tf.transpose(matrix)),
      tf.matMul(tf.transpose(input), dy),
      tf.sum(dy, 0),
    ],
  }));
}

/**
 * x times weight, the long sum over features in groups of their own. Some backends add 1280 float32
 * products one after another, which alone costs more precision than the whole network before it.
 */
function multiplyInGroups(x: tf.Tensor2D, weight: tf.Tensor2D): tf.Tensor {
  const [features, classes] = weight.shape;
  const groups = [16, 8, 4, 2].find((count) => features % count === 0) ?? 1;
  const rows = tf.reshape(x, [-1, groups, features / groups]);
  const products = tf.matMul(
    tf.transpose(rows, [1, 0, 2]),
    tf.reshape(weight, [groups, features / groups, classes]),
  );
  return tf.sum(products, 0);
}
