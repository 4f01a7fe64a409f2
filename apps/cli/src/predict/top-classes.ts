import { failed } from '../frame/errors.js';

/** The likeliest classes of a picture, best first. */
export interface TopClasses {
  readonly ids: readonly number[];
  /** Softmax of the logits, 0 to 1. */
  readonly scores: readonly number[];
}

/**
 * The `top` likeliest of one picture's logits; equal ones in the order of their ids.
 *
 * @throws {CliError} `FAILED` for logits that are no numbers.
 */
export function topClasses(logits: ArrayLike<number>, top: number): TopClasses {
  const values = Array.from(logits);
  const largest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = values.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((a, b) => a + b, 0);
  if (!(sum >= 1)) {
    throw failed('the logits are no numbers: the weights hold NaN or are damaged');
  }
  const ids = values
    .map((_, id) => id)
    .sort((a, b) => values[b] - values[a] || a - b)
    .slice(0, top);
  return { ids, scores: ids.map((id) => powers[id] / sum) };
}
