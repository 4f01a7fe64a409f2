import { failed } from '../../frame/errors.js';
import { scientific } from '../../format/numbers.js';
import type { Task } from '../contender/job.js';

/**
 * Float32 in another order of sums departs by about 1e-5 of the largest logit; a network with
 * another padding, or without a shortcut, by more than a tenth. The loss of a second step moves by
 * about 2e-2 and departs by 2e-4, as the first step's gradient crosses kinks of ReLU6.
 */
const LARGEST_ERROR: Readonly<Record<Task, number>> = { infer: 1e-3, train: 2e-3 };

/** The largest difference, relative to the largest expected value. */
export function relativeError(values: readonly number[], expected: readonly number[]): number {
  const largest = Math.max(...expected.map(Math.abs));
  const difference = Math.max(...values.map((value, i) => Math.abs(value - expected[i])));
  return difference === 0 ? 0 : difference / largest;
}

/**
 * Makes sure that two contenders computed the same, and gives the relative error.
 *
 * @throws {CliError} `FAILED`.
 */
export function checkAgreement(
  task: Task,
  values: readonly number[],
  reference: { readonly name: string; readonly values: readonly number[] },
): number {
  const what = task === 'infer' ? 'logits' : 'losses';
  if (values.length !== reference.values.length) {
    throw failed(
      `it gives ${values.length} ${what} where ${reference.name} gives ${reference.values.length}: not the same network`,
    );
  }
  const error = relativeError(values, reference.values);
  if (!(error <= LARGEST_ERROR[task])) {
    throw failed(
      `its ${what} are ${scientific(error)} off those of ${reference.name}, more than ${LARGEST_ERROR[task]}: not the same network`,
    );
  }
  return error;
}
