import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics } from './chain/chain-mode.js';
import { blend } from './ops/blend.js';
import type { TensorRecord } from './state.js';

/**
 * Whose running variance: PyTorch stores the unbiased one (divided by n - 1), Paddle the biased one
 * that also normalises. Both keep 0.9 of the old value.
 */
export type StatisticsConvention = 'pytorch' | 'paddle';

const KEPT = 0.9;

/**
 * The running statistics after a batch, as new tensors; norms without batch statistics keep theirs
 * (cloned). The old record stays the caller's to dispose.
 */
export function updateRunningStatistics(
  buffers: TensorRecord,
  statistics: readonly BatchStatistics[],
  options: { readonly convention: StatisticsConvention },
): TensorRecord {
  // What is made before memory ends is given back.
  return tf.tidy(() => {
    const averages = statistics.flatMap(({ normKey, mean, variance, count }) => {
      const unbiased = options.convention === 'pytorch' && count > 1 ? count / (count - 1) : 1;
      return [
        { key: `${normKey}.running_mean`, seen: mean, share: 1 - KEPT },
        { key: `${normKey}.running_var`, seen: variance, share: (1 - KEPT) * unbiased },
      ];
    });
    const blended = blend(
      averages.map(({ key, seen, share }) => ({ old: buffers[key], seen, kept: KEPT, share })),
    );
    const updated = Object.fromEntries(averages.map(({ key }, i) => [key, blended[i]]));
    return Object.fromEntries(
      Object.entries(buffers).map(([key, tensor]) => [key, updated[key] ?? tf.clone(tensor)]),
    );
  });
}

/** Frees the tensors of batch statistics. */
export function disposeStatistics(statistics: readonly BatchStatistics[]): void {
  for (const { mean, variance } of statistics) {
    mean.dispose();
    variance.dispose();
  }
}
