import { BATCH_NORM_EPSILON } from '@mobilenext/core';
import type { Pointer } from '@mobilenext/kernels';
import type { ChainAttributes } from '../chain/chain-kernel.js';
import type { Arena, Heap, Output } from './heap.js';
import type { UnitCall } from './unit-call.js';

/** Batch norm's backward pass as the kernels apply it when they load: dy = a dz + b y + c. */
export interface NormBackward {
  readonly a: Pointer;
  readonly b: Pointer;
  readonly c: Pointer;
}

export interface NormBackwardOptions {
  readonly call: UnitCall;
  readonly statistics: ChainAttributes['statistics'];
  readonly weight: Pointer;
  readonly mean: Pointer;
  readonly inverse: Pointer;
  /** The sums of dz * (y - mean) * inverse and of dz, gathered already. */
  readonly dWeight: Output;
  readonly dBias: Output;
}

/**
 * With batch statistics over n pixels
 * dy = weight inverse (dz - dBias / n - (y - mean) inverse dWeight / n), else dy = weight inverse dz.
 */
export function normBackward(heap: Heap, arena: Arena, options: NormBackwardOptions): NormBackward {
  const channels = options.call.unit.outChannels;
  const [a, b, c] = ['a', 'b', 'c'].map(() => arena.allocate(4 * channels, 'batch norm gradient'));
  const read = (pointer: Pointer): Float32Array => heap.floats(pointer, channels);
  const weight = read(options.weight);
  const mean = read(options.mean);
  const inverse = read(options.inverse);
  const dWeight = read(options.dWeight.pointer);
  const dBias = read(options.dBias.pointer);
  const [factor, slope, offset] = [a, b, c].map(read);
  const share = options.statistics === 'batch' ? 1 / options.call.pixels : 0;
  for (let i = 0; i < channels; i++) {
    const scale = weight[i] * inverse[i];
    factor[i] = scale;
    slope[i] = -scale * inverse[i] * dWeight[i] * share;
    offset[i] = -scale * dBias[i] * share - slope[i] * mean[i];
  }
  return { a, b, c };
}

/** 1 / sqrt(variance + epsilon), [C], in double until it is stored. */
export function inverseDeviation(
  heap: Heap,
  arena: Arena,
  variance: Pointer,
  channels: number,
): Pointer {
  const pointer = arena.allocate(4 * channels, 'deviation of a batch norm');
  const from = heap.floats(variance, channels);
  const to = heap.floats(pointer, channels);
  for (let i = 0; i < channels; i++) to[i] = 1 / Math.sqrt(from[i] + BATCH_NORM_EPSILON);
  return pointer;
}
