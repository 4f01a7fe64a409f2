import { BATCH_NORM_EPSILON } from '@mobilenext/core';
import type { Pointer } from '@mobilenext/kernels';
import type { Arena, Heap } from './heap.js';

/** Batch norm as the kernels apply it when they load: [3, C], mean, scale, shift. */
export interface Affine {
  readonly affine: Pointer;
}

/** Where batch norm's vectors stand, [C] each. */
export interface NormPointers {
  readonly weight: Pointer;
  readonly bias: Pointer;
  readonly mean: Pointer;
  readonly variance: Pointer;
}

/** The scale is computed in double. */
export function affineOf(heap: Heap, arena: Arena, norm: NormPointers, channels: number): Affine {
  const { affine, rows } = allocateAffine(heap, arena, channels);
  const [means, scales, shifts] = rows;
  const [weight, bias, mean, variance] = [norm.weight, norm.bias, norm.mean, norm.variance].map(
    (pointer) => heap.floats(pointer, channels),
  );
  means.set(mean);
  for (let c = 0; c < channels; c++) {
    scales[c] = weight[c] / Math.sqrt(variance[c] + BATCH_NORM_EPSILON);
  }
  shifts.set(bias);
  return { affine };
}

/** A folded unit only adds its bias. */
export function biasOnly(heap: Heap, arena: Arena, bias: Pointer, channels: number): Affine {
  const { affine, rows } = allocateAffine(heap, arena, channels);
  const [means, scales, shifts] = rows;
  means.fill(0);
  scales.fill(1);
  shifts.set(heap.floats(bias, channels));
  return { affine };
}

function allocateAffine(
  heap: Heap,
  arena: Arena,
  channels: number,
): { readonly affine: Pointer; readonly rows: readonly Float32Array[] } {
  const affine = arena.allocate(3 * 4 * channels, 'affine of a batch norm');
  const rows = [0, 1, 2].map((row) => heap.floats(affine + row * 4 * channels, channels));
  return { affine, rows };
}
