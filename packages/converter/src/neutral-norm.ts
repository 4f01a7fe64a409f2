import { BATCH_NORM_EPSILON } from '@mobilenext/core';

/**
 * A batch norm of these values changes nothing but by its bias. As float32 the variance is so near
 * 1 - epsilon that with epsilon it is 1 to within 2^-25: PyTorch's float32 rounds that to 1, and our
 * folding, which scales by its root in float64, rounds every weight back to itself.
 */
export const NEUTRAL_NORM = {
  normWeight: 1,
  normBias: 0,
  runningMean: 0,
  runningVariance: 1 - BATCH_NORM_EPSILON,
} as const;
