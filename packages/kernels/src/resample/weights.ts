import type { Filter } from './filters.js';

/** Fraction bits of a weight: what is left of 32 bits beside a byte and the filter's overshoot. */
export const PRECISION_BITS = 32 - 8 - 2;

/** For each output position the first input position, the number of taps and their weights. */
export interface Weights {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `stride` integers a position, of which `count` are used. */
  readonly taps: Int32Array;
  readonly stride: number;
}

/** The stretch of one axis that is scaled to `outSize` positions. */
export interface Axis {
  readonly inSize: number;
  readonly outSize: number;
  /** Where the stretch begins and ends, in input positions. */
  readonly from: number;
  readonly to: number;
}

/** Weights of one pass. Source: Pillow, `Resample.c`, whose order of operations is kept. */
export function passWeights({ inSize, outSize, from, to }: Axis, filter: Filter): Weights {
  // Pillow's box is single precision, the rest double.
  const start = Math.fround(from);
  const scale = Math.fround(Math.fround(to) - start) / outSize;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(outSize);
  const count = new Int32Array(outSize);
  const taps = new Int32Array(outSize * stride);
  for (let x = 0; x < outSize; x++) {
    const center = start + (x + 0.5) * scale;
    first[x] = Math.max(0, Math.trunc(center - support + 0.5));
    count[x] = Math.min(inSize, Math.trunc(center + support + 0.5)) - first[x];
    const values = tapValues({ first: first[x], count: count[x], center, filterScale }, filter);
    values.forEach((value, i) => (taps[x * stride + i] = toFixed(value)));
  }
  return { first, count, taps, stride };
}

function tapValues(
  position: { first: number; count: number; center: number; filterScale: number },
  filter: Filter,
): Float64Array {
  const { first, count, center } = position;
  const perPixel = 1 / position.filterScale;
  const values = new Float64Array(count);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    values[i] = filter.at((i + first - center + 0.5) * perPixel);
    sum += values[i];
  }
  if (sum !== 0) for (let i = 0; i < count; i++) values[i] /= sum;
  return values;
}

/** Rounds half away from zero. */
const toFixed = (value: number): number =>
  Math.trunc(value * 2 ** PRECISION_BITS + (value < 0 ? -0.5 : 0.5));
