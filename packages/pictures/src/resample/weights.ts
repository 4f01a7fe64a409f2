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

/**
 * Weights of one pass, for the output positions `part`. Source: Pillow, `Resample.c`, whose order of
 * operations is kept.
 */
export function passWeights(axis: Axis, filter: Filter, part: Range): Weights {
  const { inSize, outSize, from, to } = axis;
  // Pillow's box is single precision, the rest double.
  const start = Math.fround(from);
  const scale = Math.fround(Math.fround(to) - start) / outSize;
  const filterScale = Math.max(scale, 1);
  const support = filter.support * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const length = part.end - part.begin;
  const first = new Int32Array(length);
  const count = new Int32Array(length);
  const taps = new Int32Array(length * stride);
  const values = new Float64Array(stride);
  for (let i = 0; i < length; i++) {
    const center = start + (part.begin + i + 0.5) * scale;
    first[i] = Math.max(0, Math.trunc(center - support + 0.5));
    count[i] = Math.min(inSize, Math.trunc(center + support + 0.5)) - first[i];
    const sum = tapValues(
      values,
      { first: first[i], count: count[i], center, filterScale },
      filter,
    );
    for (let tap = 0; tap < count[i]; tap++) {
      taps[i * stride + tap] = toFixed(sum === 0 ? values[tap] : values[tap] / sum);
    }
  }
  const begin = first[0];
  const end = first[length - 1] + count[length - 1];
  return { begin, end, first: first.map((position) => position - begin), count, taps, stride };
}

/** The filter's values at a position's taps, into `values`, and their sum. */
function tapValues(
  values: Float64Array,
  position: { first: number; count: number; center: number; filterScale: number },
  filter: Filter,
): number {
  const { first, count, center } = position;
  const perPixel = 1 / position.filterScale;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    values[i] = filter.at((i + first - center + 0.5) * perPixel);
    sum += values[i];
  }
  return sum;
}

const ONE = 2 ** PRECISION_BITS;

/** Rounds half away from zero; a weight has less than 32 bits. */
const toFixed = (value: number): number => (value * ONE + (value < 0 ? -0.5 : 0.5)) | 0;
