/**
 * The multiple of `divisor` nearest to `channels`, at least `divisor` and at most 10 % below
 * `channels`; from a tie the greater. Source: MobileNetV2's channel rounding, used by both originals.
 */
export function makeDivisible(channels: number, divisor: number): number {
  const rounded = Math.max(
    divisor,
    Math.floor(Math.trunc(channels + divisor / 2) / divisor) * divisor,
  );
  return rounded < 0.9 * channels ? rounded + divisor : rounded;
}
