import { BATCH_NORM_EPSILON } from '@mobilenext/core';
import type { Pointer } from '@mobilenext/kernels';
import type { Arena, Heap } from './heap.js';

/** Batch norm as the kernels apply it when they load: z = y * scale + shift. [C] each. */
export interface Affine {
  readonly scale: Pointer;
  readonly shift: Pointer;
}

/** Where batch norm's vectors stand, [C] each. */
export interface NormPointers {
  readonly weight: Pointer;
  readonly bias: Pointer;
  readonly mean: Pointer;
  readonly variance: Pointer;
}

/** Computed in double; the shift belongs to the rounded scale, so that the mean maps to the bias. */
export function affineOf(heap: Heap, arena: Arena, norm: NormPointers, channels: number): Affine {
  const affine = allocateAffine(arena, channels);
  const [weight, bias, mean, variance, scale, shift] = [
    norm.weight,
    norm.bias,
    norm.mean,
    norm.variance,
    affine.scale,
    affine.shift,
  ].map((pointer) => heap.floats(pointer, channels));
  for (let c = 0; c < channels; c++) {
    scale[c] = weight[c] / Math.sqrt(variance[c] + BATCH_NORM_EPSILON);
    shift[c] = bias[c] - mean[c] * scale[c];
  }
  return affine;
}

/** A folded unit only adds its bias. */
export function biasOnly(heap: Heap, arena: Arena, bias: Pointer, channels: number): Affine {
  const affine = allocateAffine(arena, channels);
  heap.floats(affine.scale, channels).fill(1);
  heap.floats(affine.shift, channels).set(heap.floats(bias, channels));
  return affine;
}

function allocateAffine(arena: Arena, channels: number): Affine {
  return {
    scale: arena.allocate(4 * channels, 'scale of a batch norm'),
    shift: arena.allocate(4 * channels, 'shift of a batch norm'),
  };
}
