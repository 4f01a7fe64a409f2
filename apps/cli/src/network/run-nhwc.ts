import type { Network } from '@mobilenext/core';
import { forward, type NetworkState } from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';

/** Normalised pictures, row-major. */
export interface PicturesNhwc {
  readonly values: Float32Array;
  /** [N,H,W,3] */
  readonly shape: readonly [number, number, number, number];
}

/** Logits [N,classes], row-major. */
export async function runNhwc(
  network: Network,
  state: NetworkState,
  { values, shape }: PicturesNhwc,
): Promise<Float32Array> {
  const logits = tf.tidy(() => forward(network, state, tf.tensor4d(values, [...shape])));
  try {
    return await logits.data<'float32'>();
  } finally {
    logits.dispose();
  }
}
