/** How far logits are from the truth. */
export interface LogitsError {
  readonly maxAbsError: number;
  /** {@link maxAbsError} relative to the largest absolute true logit. */
  readonly relativeError: number;
  /** Whether every picture's best class is the same. */
  readonly top1Agrees: boolean;
}

/** Compares logits [N,classes], row-major, with the true ones. A NaN is an infinite error. */
export function compareLogits(
  actual: ArrayLike<number>,
  truth: ArrayLike<number>,
  numClasses: number,
): LogitsError {
  let maxAbsError = 0;
  let largest = 0;
  for (let i = 0; i < truth.length; i++) {
    const error = Math.abs(actual[i] - truth[i]);
    maxAbsError = Math.max(maxAbsError, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
    largest = Math.max(largest, Math.abs(truth[i]));
  }
  const rows = Array.from({ length: truth.length / numClasses }, (_, row) => row * numClasses);
  return {
    maxAbsError,
    relativeError: largest === 0 ? maxAbsError : maxAbsError / largest,
    top1Agrees: rows.every(
      (start) => best(actual, start, numClasses) === best(truth, start, numClasses),
    ),
  };
}

function best(values: ArrayLike<number>, start: number, numClasses: number): number {
  let found = start;
  for (let i = start; i < start + numClasses; i++) if (values[i] > values[found]) found = i;
  return found - start;
}
