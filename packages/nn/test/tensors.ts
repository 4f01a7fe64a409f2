import * as tf from '@tensorflow/tfjs-core';
import { normalStream } from '../src/random.js';

/** Normal numbers that depend on the seed and the name alone. */
export function normals(length: number, seed: number, name: string): Float32Array {
  const normal = normalStream(seed, name);
  return Float32Array.from({ length }, (_, i) => normal(i));
}

/** A tensor of {@link normals}. */
export function normalTensor<T extends tf.Tensor>(
  shape: readonly number[],
  seed: number,
  name: string,
): T {
  const length = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(normals(length, seed, name), [...shape], 'float32') as T;
}
