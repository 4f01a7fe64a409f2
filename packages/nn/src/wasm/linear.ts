import type { Kernels } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** The product of a linear layer is a pointwise convolution over as many pixels as pictures. */
const sizesOf = (x: tf.TensorInfo, weight: tf.TensorInfo) => ({
  pixels: x.shape[0],
  inChannels: weight.shape[0],
  outChannels: weight.shape[1],
});

/** x [N,features], weight [features,classes] -> [N,classes]; see ops/linear.ts. */
export function linearProduct(
  heap: Heap,
  kernels: Kernels,
  x: tf.TensorInfo,
  weight: tf.TensorInfo,
): tf.TensorInfo {
  const sizes = sizesOf(x, weight);
  return heap.withArena((arena) => {
    const output = arena.output([sizes.pixels, sizes.outChannels], 'output of the classifier');
    const bytes = kernels.scratchBytes.pointwiseForward(sizes);
    kernels.pointwiseForward({
      x: heap.pointerOf(x),
      filter: heap.pointerOf(weight),
      y: output.pointer,
      scratch: arena.allocate(bytes, 'scratch of the classifier'),
      ...sizes,
    });
    return output.tensor;
  });
}

/** dOutput [N,classes] -> the gradients of x and weight. */
export function linearGradient(
  heap: Heap,
  kernels: Kernels,
  dOutput: tf.TensorInfo,
  x: tf.TensorInfo,
  weight: tf.TensorInfo,
): tf.TensorInfo[] {
  const sizes = sizesOf(x, weight);
  return heap.withArena((arena) => {
    const dx = arena.output(x.shape, 'gradient of the features');
    const dWeight = arena.output(weight.shape, 'gradient of the classifier');
    const bytes = kernels.scratchBytes.pointwiseBackward(sizes);
    kernels.pointwiseBackward({
      x: heap.pointerOf(x),
      filter: heap.pointerOf(weight),
      dz: heap.pointerOf(dOutput),
      dFilter: dWeight.pointer,
      dx: dx.pointer,
      scratch: arena.allocate(bytes, 'scratch of the classifier'),
      ...sizes,
    });
    return [dx.tensor, dWeight.tensor];
  });
}
