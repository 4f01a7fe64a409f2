import { rankOf } from './rank-of.js';
import type { RealAccuracy } from './real-accuracy.js';
import { wilsonInterval } from './wilson.js';

/** How one class fared. */
export interface ClassAccuracy {
  readonly name: string;
  readonly samples: number;
  /** Share of the samples; null where there are none. */
  readonly top1: number | null;
}

/** How a network fares on a data set; shares are fractions of 1. */
export interface Evaluation {
  readonly samples: number;
  readonly top1: number;
  /** Label among the five largest logits. */
  readonly top5: number;
  /** Mean cross entropy against the plain labels. */
  readonly loss: number;
  /** Of top1, Wilson's at 95 %. */
  readonly interval95: readonly [low: number, high: number];
  readonly perClass: readonly ClassAccuracy[];
  /** Where several labels may be right; only where they are given. */
  readonly real?: RealAccuracy;
}

/** Logits [n, classes] of a batch, row-major, with its labels. */
export interface Predictions {
  readonly logits: Float32Array;
  readonly labels: Int32Array;
}

/** Sums of what has been seen; {@link add} returns new ones. */
export interface Tally {
  readonly samples: number;
  readonly top1: number;
  readonly top5: number;
  readonly loss: number;
  /** [classes] each. */
  readonly perClass: { readonly samples: readonly number[]; readonly top1: readonly number[] };
}

export const emptyTally = (classes: number): Tally => ({
  samples: 0,
  top1: 0,
  top5: 0,
  loss: 0,
  perClass: { samples: new Array(classes).fill(0), top1: new Array(classes).fill(0) },
});

/** The tally with a batch added. */
export function add(tally: Tally, { logits, labels }: Predictions): Tally {
  const classes = tally.perClass.samples.length;
  const samples = [...tally.perClass.samples];
  const hits = [...tally.perClass.top1];
  let { top1, top5, loss } = tally;
  labels.forEach((label, row) => {
    const scores = logits.subarray(row * classes, (row + 1) * classes);
    const rank = rankOf(scores, label);
    samples[label]++;
    if (rank === 0) hits[label]++;
    if (rank === 0) top1++;
    if (rank < 5) top5++;
    loss += crossEntropy(scores, label);
  });
  const perClass = { samples, top1: hits };
  return { samples: tally.samples + labels.length, top1, top5, loss, perClass };
}

/** Shares and means of a tally. */
export function summarize(tally: Tally, classes: readonly string[]): Evaluation {
  const { samples, top1, top5, loss, perClass } = tally;
  return {
    samples,
    top1: top1 / samples,
    top5: top5 / samples,
    loss: loss / samples,
    interval95: wilsonInterval(top1, samples),
    perClass: classes.map((name, c) => {
      const of = perClass.samples[c];
      return { name, samples: of, top1: of === 0 ? null : perClass.top1[c] / of };
    }),
  };
}

/** In float64, of float32 logits. */
function crossEntropy(logits: Float32Array, label: number): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return Math.log(sum) + largest - logits[label];
}
