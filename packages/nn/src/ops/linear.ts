import * as tf from '@tensorflow/tfjs-core';
import { hasOwnKernel } from '../own-kernel.js';
import { differentiable } from './differentiable.js';

/**
 * A backend's own kernels: x [N,features], weight [features,classes] -> [N,classes], and dOutput,
 * x, weight -> [gradient of x, gradient of weight].
 */
export const LINEAR_PRODUCT = 'LinearProduct';
export const LINEAR_GRADIENT = 'LinearGradient';

/** x [N,features], weight [features,classes], bias [classes] -> [N,classes]. */
export function linear(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D {
  const [product, gradients] = hasOwnKernel(LINEAR_PRODUCT)
    ? ([kernelProduct, kernelGradients] as const)
    : ([multiplyInGroups, transposedProducts] as const);
  return differentiable<tf.Tensor2D>([x, weight, bias], () => ({
    value: tf.add(product(x, weight), bias),
    saved: [x, weight],
    gradients: (dOutput, [input, matrix]) => [
      ...gradients(dOutput, input, matrix),
      tf.sum(dOutput, 0),
    ],
  }));
}

const kernelProduct = (x: tf.Tensor, weight: tf.Tensor): tf.Tensor =>
  tf.engine().runKernel(LINEAR_PRODUCT, { x, weight });

const kernelGradients = (dOutput: tf.Tensor, x: tf.Tensor, weight: tf.Tensor): tf.Tensor[] =>
  tf.engine().runKernel(LINEAR_GRADIENT, { dOutput, x, weight });

/** They transpose before they multiply: matMul's own transposition is many times slower on wasm. */
const transposedProducts = (dOutput: tf.Tensor, x: tf.Tensor, weight: tf.Tensor): tf.Tensor[] => [
  tf.matMul(dOutput, tf.transpose(weight)),
  tf.matMul(tf.transpose(x), dOutput),
];

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
