import { BATCH_NORM_EPSILON, type Chain } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { applyChain } from '../chain/apply-chain.js';
import type { BatchStatistics } from '../chain/chain-mode.js';
import { disposeStatistics } from '../running-statistics.js';
import type { NetworkState, TensorRecord } from '../state.js';
import { hellinger } from './hellinger.js';

/**
 * How far the statistics that pictures give lie from those that a network has stored: for each unit
 * of the chains, in order, the mean over its channels of {@link hellinger}, 0 to 1.
 *
 * The batch's own statistics normalise, so that each unit is judged by itself and not by what went
 * wrong before it.
 *
 * @param x what the first chain takes, [N,H,W,inChannels]; more pictures say more.
 * @throws {NnError} `INPUT` for a wrong shape, `STATE` for a missing tensor.
 */
export async function statisticsDistances(
  chains: readonly Chain[],
  state: Pick<NetworkState, 'parameters' | 'buffers'>,
  x: tf.Tensor4D,
): Promise<readonly number[]> {
  const tensors = { ...state.parameters, ...state.buffers };
  const seen: BatchStatistics[] = [];
  const onStatistics = (statistics: BatchStatistics): void => void seen.push(statistics);
  try {
    tf.tidy(() => {
      let map = x;
      for (const chain of chains) {
        map = applyChain(map, chain, tensors, { statistics: 'batch', onStatistics });
      }
    });
    return await Promise.all(seen.map((statistics) => unitDistance(statistics, state.buffers)));
  } finally {
    disposeStatistics(seen);
  }
}

async function unitDistance(
  { normKey, mean, variance }: BatchStatistics,
  buffers: TensorRecord,
): Promise<number> {
  const [means, variances, storedMeans, storedVariances] = await Promise.all(
    [mean, variance, buffers[`${normKey}.running_mean`], buffers[`${normKey}.running_var`]].map(
      (tensor) => tensor.data<'float32'>(),
    ),
  );
  let sum = 0;
  for (let channel = 0; channel < means.length; channel++) {
    sum += hellinger(
      { mean: means[channel], variance: variances[channel] + BATCH_NORM_EPSILON },
      { mean: storedMeans[channel], variance: storedVariances[channel] + BATCH_NORM_EPSILON },
    );
  }
  return sum / means.length;
}
