import { rankOf } from './rank-of.js';
import { wilsonInterval } from './wilson.js';

/**
 * How a network fares where several labels may be right. Source: Beyer et al., Are we done with
 * ImageNet?, arXiv 2006.07159.
 */
export interface RealAccuracy {
  /** Pictures that have a right label. */
  readonly samples: number;
  /** Share of them whose largest logit is that of a right label. */
  readonly top1: number;
  /** Of top1, Wilson's at 95 %. */
  readonly interval95: readonly [low: number, high: number];
}

export interface RealTally {
  readonly samples: number;
  readonly hits: number;
}

export const EMPTY_REAL_TALLY: RealTally = { samples: 0, hits: 0 };

/**
 * The tally with a batch added.
 *
 * @param logits [n, classes], row-major
 * @param accepted right labels of each picture; one without any does not count
 */
export function addReal(
  { samples, hits }: RealTally,
  logits: Float32Array,
  accepted: readonly (readonly number[])[],
): RealTally {
  const classes = logits.length / accepted.length;
  const counted = accepted.filter((labels) => labels.length > 0).length;
  const right = accepted.filter((labels, row) => {
    const scores = logits.subarray(row * classes, (row + 1) * classes);
    return labels.some((label) => rankOf(scores, label) === 0);
  }).length;
  return { samples: samples + counted, hits: hits + right };
}

export const summarizeReal = ({ samples, hits }: RealTally): RealAccuracy => ({
  samples,
  top1: samples === 0 ? 0 : hits / samples,
  interval95: wilsonInterval(hits, samples),
});
