import type { Kernels } from '@mobilenext/kernels';
import type * as tf from '@tensorflow/tfjs-core';
import type { Heap } from './heap.js';

/** x [N,H,W,C] -> [N,C]; see ops/global-pool.ts. */
export function globalPoolForward(heap: Heap, kernels: Kernels, x: tf.TensorInfo): tf.TensorInfo {
  const [batch, height, width, channels] = x.shape;
  return heap.withArena((arena) => {
    const output = arena.output([batch, channels], 'output of the global pool');
    const sizes = { batch, pixels: height * width, channels };
    kernels.globalPool({ x: heap.pointerOf(x), out: output.pointer, ...sizes });
    return output.tensor;
  });
}

/** dOutput [N,C] -> [N,H,W,C] of the given shape. */
export function globalPoolGradient(
  heap: Heap,
  kernels: Kernels,
  dOutput: tf.TensorInfo,
  shape: readonly number[],
): tf.TensorInfo {
  const [batch, height, width, channels] = shape;
  return heap.withArena((arena) => {
    const dx = arena.output(shape, 'gradient of the global pool');
    const sizes = { batch, pixels: height * width, channels };
    kernels.globalPoolGradient({ dOut: heap.pointerOf(dOutput), dx: dx.pointer, ...sizes });
    return dx.tensor;
  });
}
