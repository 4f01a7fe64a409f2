import { multiplyAdds } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import { parseVariant } from '../../network/parse-variant.js';
import type { Task } from '../contender/job.js';
import type { Result } from './heat.js';

/** A result with its {@link shareOfPeak}. */
export interface RatedResult extends Result {
  readonly shareOfPeak: number;
}

/** Passes over the network that a run cannot do without: each gradient costs as much as forward. */
const PASSES: Readonly<Record<Task, number>> = { infer: 1, train: 3 };

/**
 * The least time of a result, at the peak of its threads, by the time that it took: 1 is the limit
 * of 128-bit multiply-adds, which wider registers may pass.
 *
 * @param peakGflops of one core; a multiply-add counts two.
 */
export function shareOfPeak(
  task: Task,
  { variant, input, threads, minMs }: Pick<Result, 'variant' | 'input' | 'threads' | 'minMs'>,
  peakGflops: number,
): number {
  const network = variantNetwork(parseVariant(variant));
  const { total } = multiplyAdds(network, { height: input, width: input });
  const leastMs = (2 * PASSES[task] * total) / (peakGflops * threads * 1e6);
  return leastMs / minMs;
}
