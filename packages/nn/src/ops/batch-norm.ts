import { BATCH_NORM_EPSILON } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { differentiable } from './differentiable.js';

/** Batch norm's trained scale and shift, [C] each. */
export interface NormParameters {
  readonly weight: tf.Tensor1D;
  readonly bias: tf.Tensor1D;
}

/** [C] each; the variance is biased when it comes from a batch. */
export interface NormStatistics {
  readonly mean: tf.Tensor1D;
  readonly variance: tf.Tensor1D;
}

/**
 * Batch norm by the batch's own statistics, which are handed to `onStatistics`.
 * x [N,H,W,C] -> [N,H,W,C].
 */
export function batchNorm(
  x: tf.Tensor4D,
  { weight, bias }: NormParameters,
  onStatistics: (statistics: NormStatistics) => void,
): tf.Tensor4D {
  return differentiable<tf.Tensor4D>([x, weight, bias], () => {
    const mean = tf.mean<tf.Tensor1D>(x, EACH_CHANNEL);
    const centred = tf.sub(x, mean);
    const variance = tf.mean<tf.Tensor1D>(tf.mul(centred, centred), EACH_CHANNEL);
    onStatistics({ mean, variance });
    const inverse = inverseDeviation(variance);
    const normalized = tf.mul(centred, inverse);
    return {
      value: tf.add(tf.mul(normalized, weight), bias),
      saved: [normalized, tf.mul(inverse, weight)],
      gradients: (dz, [xhat, scale]) => {
        const dBias = tf.sum(dz, EACH_CHANNEL);
        const dWeight = tf.sum(tf.mul(dz, xhat), EACH_CHANNEL);
        // Mean and variance depend on x too: that takes away what they share.
        const shared = tf.div(tf.add(dBias, tf.mul(xhat, dWeight)), dz.size / scale.size);
        return [tf.mul(tf.sub(dz, shared), scale), dWeight, dBias];
      },
    };
  });
}

/** Batch norm by given statistics, an affine map of each channel; no gradient reaches those. */
export function affineNorm(
  x: tf.Tensor4D,
  { weight, bias }: NormParameters,
  { mean, variance }: NormStatistics,
): tf.Tensor4D {
  return differentiable<tf.Tensor4D>([x, weight, bias], () => {
    const inverse = inverseDeviation(variance);
    const normalized = tf.mul(tf.sub(x, mean), inverse);
    return {
      value: tf.add(tf.mul(normalized, weight), bias),
      saved: [normalized, tf.mul(inverse, weight)],
      gradients: (dz, [xhat, scale]) => [
        tf.mul(dz, scale),
        tf.sum(tf.mul(dz, xhat), EACH_CHANNEL),
        tf.sum(dz, EACH_CHANNEL),
      ],
    };
  });
}

const EACH_CHANNEL = [0, 1, 2];

const inverseDeviation = (variance: tf.Tensor): tf.Tensor =>
  tf.div(1, tf.sqrt(tf.add(variance, BATCH_NORM_EPSILON)));
