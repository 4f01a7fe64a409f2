import type { Unit } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/**
 * The convolution of a unit: x [N,H,W,Cin], filter in the executing layout -> [N,H',W',Cout].
 *
 * Gradients are made of operations that every tfjs backend has. tfjs's own gradient kernels are
 * missing on wasm, wrong with explicit padding on others, and take minutes on plain JavaScript.
 */
export function convolve(unit: Unit, x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  switch (unit.convolution) {
    case 'pointwise':
      return pointwise(x, filter);
    case 'dense':
      return dense(x, filter, unit.stride);
    case 'depthwise':
      return depthwise(x, filter, unit.stride);
  }
}

function pointwise(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const [, , inChannels, outChannels] = filter.shape;
  return differentiable<tf.Tensor4D>([x, filter], () => ({
    value: tf.conv2d(x, filter, 1, 'valid'),
    saved: [x, filter],
    gradients: (dy, [input, weights]) => {
      const matrix = tf.reshape(weights, [inChannels, outChannels]);
      const dx = tf.matMul(asPixels(dy), tf.transpose(matrix));
      const dFilter = outerProduct(input, dy);
      return [tf.reshape(dx, input.shape), tf.reshape(dFilter, weights.shape)];
    },
  }));
}

function dense(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number): tf.Tensor4D {
  return differentiable<tf.Tensor4D>([x, filter], () => ({
    value: tf.conv2d(padByOne(x), asDense(filter, x.shape[3]), stride, 'valid'),
    saved: [x, filter],
    gradients: (dy, [input, weights]) => {
      const reversed = tf.reverse(asDense(weights, input.shape[3] as number), [0, 1]);
      const mirrored: tf.Tensor4D = tf.transpose(reversed, [0, 1, 3, 2]);
      const dx = tf.conv2d(spread(dy, input.shape, stride), mirrored, 1, 'valid');
      const taps = tapsOf(input as tf.Tensor4D, stride);
      const dFilter = tf.stack(taps.map((tap) => outerProduct(tap, dy)));
      return [dx, tf.reshape(dFilter, weights.shape)];
    },
  }));
}

function depthwise(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number): tf.Tensor4D {
  return differentiable<tf.Tensor4D>([x, filter], () => ({
    value: tf.depthwiseConv2d(padByOne(x), filter, stride, 'valid'),
    saved: [x, filter],
    gradients: (dy, [input, weights]) => {
      const mirrored = tf.reverse(weights, [0, 1]) as tf.Tensor4D;
      const dx = tf.depthwiseConv2d(spread(dy, input.shape, stride), mirrored, 1, 'valid');
      const taps = tapsOf(input as tf.Tensor4D, stride);
      const dFilter = tf.stack(taps.map((tap) => tf.sum(tf.mul(tap, dy), [0, 1, 2])));
      return [dx, tf.reshape(dFilter, weights.shape)];
    },
  }));
}

/** A filter over one channel comes shaped as a depthwise one, for PyTorch's shapes are the same. */
const asDense = (filter: tf.Tensor, inChannels: number): tf.Tensor4D =>
  tf.reshape(filter, [3, 3, inChannels, -1]);

function padByOne(x: tf.Tensor4D): tf.Tensor4D {
  const one: [number, number] = [1, 1];
  const none: [number, number] = [0, 0];
  return tf.pad(x, [none, one, one, none]);
}

/**
 * dy with `stride - 1` zeros between pixels and such a border that a 3x3 convolution at stride 1
 * gives a picture of the input's size: the transposed convolution as a plain one.
 */
function spread(dy: tf.Tensor4D, inputShape: readonly number[], stride: number): tf.Tensor4D {
  const [n, height, width, channels] = dy.shape;
  const between: [number, number] = [0, stride - 1];
  const none: [number, number] = [0, 0];
  const byRow = tf.reshape(dy, [n * height, 1, width * channels]);
  const rows = tf.pad(byRow, [none, between, none]);
  const byPixel = tf.reshape(rows, [n * height * stride * width, 1, channels]);
  const pixels = tf.pad(byPixel, [none, between, none]);
  const dilated: tf.Tensor4D = tf.reshape(pixels, [n, height * stride, width * stride, channels]);
  const bottom = inputShape[1] - height * stride + 1;
  const right = inputShape[2] - width * stride + 1;
  return tf.pad(dilated, [none, [1, bottom], [1, right], none]);
}

/**
 * For each of the nine filter taps, row by row, the input pixels [N,H',W',C] that it meets: a
 * convolution whose filter is one there. Slices would say the same, many times slower.
 */
function tapsOf(x: tf.Tensor4D, stride: number): tf.Tensor4D[] {
  const channels = x.shape[3];
  const padded = padByOne(x);
  return Array.from({ length: 9 }, (_, tap) => {
    const filter = new Float32Array(9 * channels).fill(1, tap * channels, (tap + 1) * channels);
    return tf.depthwiseConv2d(padded, tf.tensor4d(filter, [3, 3, channels, 1]), stride, 'valid');
  });
}

/** Sum over pixels of a's channels times b's: [.., A], [.., B] -> [A, B]. */
const outerProduct = (a: tf.Tensor, b: tf.Tensor): tf.Tensor2D =>
  tf.matMul(tf.transpose(asPixels(a)), asPixels(b));

const asPixels = (x: tf.Tensor): tf.Tensor2D => tf.reshape(x, [-1, x.shape[x.rank - 1]]);
