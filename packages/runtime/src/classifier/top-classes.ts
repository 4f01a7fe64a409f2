import { notFinite } from '../errors.js';

/** One class of a picture. */
export interface Prediction {
  /** Number of the class, from 0. */
  readonly id: number;
  readonly label: string;
  /** Softmax of the logits, 0 to 1. */
  readonly score: number;
}

/** Classes of one picture, best first; a network has at least one. */
export type Predictions = readonly [Prediction, ...Prediction[]];

/**
 * The `top` likeliest classes of one picture, best first, equal ones in the order of their ids. The
 * softmax is computed in float64; a class without a name is `class 172`.
 *
 * @throws {RuntimeError} `WEIGHTS` for logits that are no numbers.
 */
export function topClasses(
  logits: Float32Array,
  { top, labels }: { readonly top: number; readonly labels?: readonly string[] },
): Predictions {
  const largest = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(logits, (value) => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  if (!(sum >= 1)) throw notFinite();
  const [best, ...others] = Array.from(logits.keys())
    .sort((a, b) => logits[b] - logits[a] || a - b)
    .slice(0, top)
    .map((id) => ({ id, label: labels?.[id] ?? `class ${id}`, score: powers[id] / sum }));
  return [best, ...others];
}
