/** Milliseconds of one contender's runs, round by round. */
export type Rounds = readonly (readonly number[])[];

/** The middle value; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** The shortest and the middle run, in milliseconds a picture. */
export function perPicture(
  rounds: Rounds,
  batch: number,
): { readonly minMs: number; readonly medianMs: number } {
  const runs = rounds.flat();
  return { minMs: Math.min(...runs) / batch, medianMs: median(runs) / batch };
}

/**
 * How many times faster `of` is than `to`: the median over the rounds of the ratio of their median
 * runs. Both halves of a ratio are of the same moment, so that a machine's slow phases cancel.
 */
export function ratio(of: Rounds, to: Rounds): number {
  return median(of.map((runs, round) => median(to[round]) / median(runs)));
}
