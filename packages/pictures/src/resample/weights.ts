import type { Filter } from './filters.js';

/** Fraction bits of a weight: what is left of 32 bits beside a byte and the filter's overshoot. */
export const PRECISION_BITS = 32 - 8 - 2;

/** For each output position the first input position, the number of taps and their weights. */
export interface Weights {
  /** The input positions that are read: from `begin` up to, not including, `end`. */
  readonly begin: number;
  readonly end: number;
  /** Counts from `begin`. */
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

/** Positions from `begin` up to, not including, `end`. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

const ONE = 2 ** PRECISION_BITS;

/**
 * Weights of one pass, for the output positions `part`. Source: Pillow, `Resample.c`, whose order of
 * operations is kept. One plain loop, for it also runs in processes that have just started.
 */
export function passWeights(axis: Axis, filter: Filter, part: Range): Weights {
  const { inSize, outSize, from, to } = axis;
  const { at } = filter;
  // Pillow's box is single precision, the rest double.
  const start = Math.fround(from);
  const scale = Math.fround(Math.fround(to) - start) / outSize;
  const filterScale = Math.max(scale, 1);
  const perPixel = 1 / filterScale;
  const support = filter.support * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const length = part.end - part.begin;
  const first = new Int32Array(length);
  const count = new Int32Array(length);
  const taps = new Int32Array(length * stride);
  const values = new Float64Array(stride);
  let begin = 0;
  for (let i = 0; i < length; i++) {
    const center = start + (part.begin + i + 0.5) * scale;
    const leftmost = Math.max(0, Math.trunc(center - support + 0.5));
    const found = Math.min(inSize, Math.trunc(center + support + 0.5)) - leftmost;
    let sum = 0;
    for (let tap = 0; tap < found; tap++) {
      const value = at((tap + leftmost - center + 0.5) * perPixel);
      values[tap] = value;
      sum += value;
    }
    const whole = sum === 0 ? 1 : sum;
    for (let tap = 0; tap < found; tap++) {
      const fixed = (values[tap] / whole) * ONE;
      // Half away from zero, as the store cuts down; a weight has less than 32 bits.
      taps[i * stride + tap] = fixed < 0 ? fixed - 0.5 : fixed + 0.5;
    }
    if (i === 0) begin = leftmost;
    first[i] = leftmost - begin;
    count[i] = found;
  }
  const end = begin + first[length - 1] + count[length - 1];
  return { begin, end, first, count, taps, stride };
}
