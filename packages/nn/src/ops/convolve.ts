import type { Unit } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/**
 * The convolution of a unit: x [N,H,W,Cin], filter in the executing layout -> [N,H',W',Cout].
 *
 * Padding is an operation of its own: backends agree on unpadded convolutions and their gradients,
 * but not on explicit padding.
 */
export function convolve(unit: Unit, x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const padded = unit.convolution === 'pointwise' ? x : padByOne(x);
  return unit.convolution === 'depthwise'
    ? depthwise(padded, filter, unit.stride)
    : dense(padded, filter, unit.stride);
}

function padByOne(x: tf.Tensor4D): tf.Tensor4D {
  const [, height, width] = x.shape;
  return differentiable<tf.Tensor4D>([x], () => ({
    value: tf.pad(x, [NONE, ONE, ONE, NONE]),
    gradients: (dy) => [tf.slice(dy, [0, 1, 1, 0], [-1, height, width, -1])],
  }));
}

const NONE: [number, number] = [0, 0];
const ONE: [number, number] = [1, 1];

function dense(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number): tf.Tensor4D {
  const settings = { strides: [stride, stride], pad: 'valid', dataFormat: 'NHWC' };
  const { shape: inputShape } = x;
  const { shape: filterShape } = filter;
  return differentiable<tf.Tensor4D>([x, filter], () => ({
    value: tf.conv2d(x, filter, stride, 'valid'),
    saved: [x, filter],
    gradients: (dy, [input, weights]) => [
      run('Conv2DBackpropInput', { dy, filter: weights }, { ...settings, inputShape }),
      run('Conv2DBackpropFilter', { x: input, dy }, { ...settings, filterShape }),
    ],
  }));
}

function depthwise(x: tf.Tensor4D, filter: tf.Tensor4D, stride: number): tf.Tensor4D {
  const settings = { strides: [stride, stride], pad: 'valid', dilations: [1, 1] };
  const { shape: inputShape } = x;
  const { shape: filterShape } = filter;
  return differentiable<tf.Tensor4D>([x, filter], () => ({
    value: tf.depthwiseConv2d(x, filter, stride, 'valid'),
    saved: [x, filter],
    gradients: (dy, [input, weights]) => [
      run(
        'DepthwiseConv2dNativeBackpropInput',
        { dy, filter: weights },
        { ...settings, inputShape },
      ),
      run('DepthwiseConv2dNativeBackpropFilter', { x: input, dy }, { ...settings, filterShape }),
    ],
  }));
}

/** tfjs registers these gradient kernels on its backends, but exports no operation for them. */
const run = (kernel: string, inputs: tf.NamedTensorMap, settings: object): tf.Tensor4D =>
  tf.engine().runKernel(kernel, inputs, settings as tf.NamedAttrMap);
