import type { RandomStream } from './random-stream.js';

/** True with a probability. */
export const chance = (random: RandomStream, probability: number): boolean =>
  random.uniform() < probability;

/** One of a list, each as likely. */
export const choice = <T>(random: RandomStream, items: readonly T[]): T =>
  items[random.integer(0, items.length - 1)];

export const between = (random: RandomStream, low: number, high: number): number =>
  low + (high - low) * random.uniform();

/** The numbers 0 to `length - 1`, each order as likely. */
export function permutation(random: RandomStream, length: number): readonly number[] {
  const order = Array.from({ length }, (_, i) => i);
  // Fisher and Yates.
  for (let last = length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/** Normally distributed, mean 0 and deviation 1: the method of Box and Muller. */
export function normal(random: RandomStream): number {
  // One less a number below 1 is never 0.
  const radius = Math.sqrt(-2 * Math.log(1 - random.uniform()));
  return radius * Math.cos(2 * Math.PI * random.uniform());
}

/** Beta distributed with both shapes `alpha`, in [0,1]: the share of one of two equal gammas. */
export function symmetricBeta(random: RandomStream, alpha: number): number {
  const [logA, logB] = [logGamma(random, alpha), logGamma(random, alpha)];
  return 1 / (1 + Math.exp(logB - logA));
}

/**
 * Logarithm of a gamma distributed number, which for small shapes is itself too small for a double.
 * Source: Marsaglia and Tsang, A simple method for generating gamma variables, 2000.
 */
function logGamma(random: RandomStream, shape: number): number {
  if (shape < 1) return logGamma(random, shape + 1) + Math.log(1 - random.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    const u = 1 - random.uniform();
    if (v > 0 && Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}

/**
 * Indices drawn without replacement, in proportion to weights; fewer than `count` where fewer have a
 * weight.
 */
export function weightedSample(
  random: RandomStream,
  weights: readonly number[],
  count: number,
): readonly number[] {
  const left = [...weights];
  const possible = left.filter((weight) => weight > 0).length;
  return Array.from({ length: Math.min(count, possible) }, () => {
    const total = left.reduce((sum, weight) => sum + weight, 0);
    let rest = random.uniform() * total;
    const found = left.findIndex((weight) => (rest -= weight) < 0);
    // What rounding leaves over falls to the last that has a weight.
    const index = found >= 0 ? found : left.findLastIndex((weight) => weight > 0);
    left[index] = 0;
    return index;
  });
}
