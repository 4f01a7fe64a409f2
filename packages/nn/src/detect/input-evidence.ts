import { type Arrays, type Network } from '@mobilenext/core';
import { type Normalization, normalize } from '@mobilenext/pictures';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkState } from '../state.js';
import { rednessLogLikelihood, rednessOf, rememberedRedness } from './redness.js';
import { rememberedMean } from './remembered-mean.js';
import { statisticsDistances } from './statistics-distances.js';

export interface DetectionPictures {
  /** Red, green, blue, [N,H,W,3]. */
  readonly pixels: Uint8Array;
  readonly shape: readonly [number, number, number, number];
}

/** What speaks for and against one normalisation. */
export interface InputEvidence {
  /** Of the first unit's statistics, 0 to 1. It tells scale and offset from each other. */
  readonly distance: number;
  /**
   * That the network's pictures were as red as these. It tells the order of the channels, which
   * hardly shows in the distance: natural pictures look much alike with red and blue exchanged.
   */
  readonly logLikelihood: number;
}

/**
 * Weighs normalisations by the first unit of a network alone, which costs a hundredth of running it.
 *
 * @param arrays the network's, in PyTorch's layout; `state` is the same on the backend.
 */
export async function inputEvidence(
  {
    network,
    arrays,
    state,
  }: {
    readonly network: Network;
    readonly arrays: Arrays;
    readonly state: NetworkState;
  },
  { pixels, shape }: DetectionPictures,
  candidates: readonly Normalization[],
): Promise<readonly InputEvidence[]> {
  const remembered = rememberedMean(network, arrays);
  const sample = rednessOf(pixels, shape[0]);
  const evidence: InputEvidence[] = [];
  for (const candidate of candidates) {
    const x = tf.tensor4d(normalize(pixels, candidate), [...shape]);
    try {
      const [distance] = await statisticsDistances(network.chains.slice(0, 1), state, x);
      const logLikelihood = remembered
        ? rednessLogLikelihood(rememberedRedness(remembered, candidate), sample)
        : 0;
      evidence.push({ distance, logLikelihood });
    } finally {
      x.dispose();
    }
  }
  return evidence;
}
