/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson's score interval for a share of `hits` among `samples`, at 95 %, within 0..1. Unlike the
 * usual normal interval it is right near 0 and 1 and for few samples.
 */
export function wilsonInterval(hits: number, samples: number): [low: number, high: number] {
  if (samples === 0) return [0, 1];
  const share = hits / samples;
  const shrink = 1 + Z ** 2 / samples;
  const centre = (share + Z ** 2 / (2 * samples)) / shrink;
  const spread = Math.sqrt((share * (1 - share)) / samples + Z ** 2 / (4 * samples ** 2));
  const reach = (Z * spread) / shrink;
  return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
}
