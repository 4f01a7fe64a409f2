/** Every `step`-th value, from `first` on. */
export interface Column<Values> {
  readonly values: Values;
  readonly first: number;
  readonly step: number;
}

/**
 * `to` becomes `count` values of `from`, each times `factor`. A small function that is called for
 * each column is soon compiled, a loop over all of them late: it halves what packing costs a process
 * that has just started.
 */
export function copyColumn(
  from: Column<ArrayLike<number>>,
  to: Column<Float32Array>,
  count: number,
  factor: number,
): void {
  const { values: source, step: sourceStep } = from;
  const { values: target, step: targetStep } = to;
  let j = to.first;
  for (let i = from.first, n = 0; n < count; n++, i += sourceStep, j += targetStep) {
    target[j] = source[i] * factor;
  }
}
