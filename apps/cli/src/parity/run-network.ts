import { type NetworkState, forward } from '@mobilenext/nn';
import type { Network } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';

/** Pictures as PyTorch stores them. */
export interface PicturesNchw {
  /** Normalised, row-major. */
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Logits [N,classes], row-major, of pictures [N,3,H,W]. */
export async function runNetwork(
  network: Network,
  state: NetworkState,
  { values, shape }: PicturesNchw,
): Promise<Float32Array> {
  const logits = tf.tidy(() => {
    const nchw = tf.tensor4d(values, shape as [number, number, number, number]);
    return forward(network, state, tf.transpose(nchw, [0, 2, 3, 1]));
  });
  try {
    return await logits.data<'float32'>();
  } finally {
    logits.dispose();
  }
}
