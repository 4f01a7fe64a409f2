/** A normal distribution. */
export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Squared Hellinger distance of two normal distributions: 0 where they are the same, towards 1
 * where they have nothing in common. Bounded, so that one dead channel does not drown all others,
 * as it would with a likelihood.
 */
export function hellinger(a: Normal, b: Normal): number {
  const sum = a.variance + b.variance;
  const overlap = Math.sqrt((2 * Math.sqrt(a.variance * b.variance)) / sum);
  return 1 - overlap * Math.exp((-0.25 * (a.mean - b.mean) ** 2) / sum);
}
