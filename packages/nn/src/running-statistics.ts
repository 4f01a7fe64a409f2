import * as tf from '@tensorflow/tfjs-core';
import type { BatchStatistics } from './chain/chain-mode.js';
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
    const updated: Record<string, tf.Tensor> = {};
    for (const { normKey, mean, variance, count } of statistics) {
      const unbiased = options.convention === 'pytorch' && count > 1 ? count / (count - 1) : 1;
      const meanKey = `${normKey}.running_mean`;
      const varianceKey = `${normKey}.running_var`;
      updated[meanKey] = blend(buffers[meanKey], mean, 1);
      updated[varianceKey] = blend(buffers[varianceKey], variance, unbiased);
    }
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

const blend = (old: tf.Tensor, seen: tf.Tensor, factor: number): tf.Tensor =>
  tf.add(tf.mul(old, KEPT), tf.mul(seen, (1 - KEPT) * factor));
