// Scales every row of RGB pixels: an output pixel is a sum of input pixels, two pairs of taps of
// 16 bytes at a time. Four rows at once share their weights.
import { PAIR_BYTES, ROUND, whole } from './sums';

const PIXEL: usize = 3;
const GROUP_PIXELS: usize = 4;
const GROUP_BYTES: usize = 2 * PAIR_BYTES;

/**
 * Reads up to 16 bytes behind the last pixel that it needs.
 *
 * @param first i32 [columns], for each output column the first of its input columns
 * @param pairs i32 [columns], number of pairs of taps
 * @param taps [columns, stride], see sums.ts; behind an odd number of pairs stands one of zeros
 * @param stride pairs a column
 */
export function horizontalPass(
  source: usize, sourceRow: usize, first: usize, pairs: usize, taps: usize, stride: usize,
  output: usize, columns: usize, rows: usize,
): void {
  let y: usize = 0;
  for (; y + 4 <= rows; y += 4) {
    scaleFour(source, sourceRow, first, pairs, taps, stride, output, columns);
    source += 4 * sourceRow;
    output += 4 * columns * PIXEL;
  }
  for (; y < rows; y++) {
    for (let x: usize = 0; x < columns; x++) {
      const at = source + PIXEL * <usize>load<i32>(first + 4 * x);
      const begin = taps + x * stride * PAIR_BYTES;
      const end = begin + PAIR_BYTES * <usize>load<i32>(pairs + 4 * x);
      storePixel(output + PIXEL * x, scalePixel(at, begin, end));
    }
    source += sourceRow;
    output += columns * PIXEL;
  }
}

/** The bytes of pixels 0 and 1 (2 and 3) as pairs of 16-bit integers: red, green, blue, nothing. */
// @ts-ignore: decorator
@inline
function firstPair(pixels: v128): v128 {
  return i8x16.swizzle(
    pixels, i8x16(0, -128, 3, -128, 1, -128, 4, -128, 2, -128, 5, -128, -128, -128, -128, -128),
  );
}

// @ts-ignore: decorator
@inline
function secondPair(pixels: v128): v128 {
  return i8x16.swizzle(
    pixels, i8x16(6, -128, 9, -128, 7, -128, 10, -128, 8, -128, 11, -128, -128, -128, -128, -128),
  );
}

// @ts-ignore: decorator
@inline
function dotAdd(sum: v128, pairs: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(pairs, weights));
}

function scalePixel(at: usize, taps: usize, end: usize): v128 {
  let lo = i32x4.splat(ROUND);
  let hi = i32x4.splat(0);
  for (; taps < end; taps += GROUP_BYTES, at += GROUP_PIXELS * PIXEL) {
    const pixels = v128.load(at);
    const first = firstPair(pixels);
    const second = secondPair(pixels);
    lo = dotAdd(dotAdd(lo, first, v128.load32_splat(taps)), second, v128.load32_splat(taps, 8));
    hi = dotAdd(dotAdd(hi, first, v128.load32_splat(taps, 4)), second, v128.load32_splat(taps, 12));
  }
  return whole(lo, hi);
}

function scaleFour(
  source: usize, sourceRow: usize, first: usize, pairs: usize, taps: usize, stride: usize,
  output: usize, columns: usize,
): void {
  const outputRow = columns * PIXEL;
  for (let x: usize = 0; x < columns; x++) {
    let at0 = source + PIXEL * <usize>load<i32>(first + 4 * x);
    let tap = taps + x * stride * PAIR_BYTES;
    const end = tap + PAIR_BYTES * <usize>load<i32>(pairs + 4 * x);
    let lo0 = i32x4.splat(ROUND), lo1 = lo0, lo2 = lo0, lo3 = lo0;
    let hi0 = i32x4.splat(0), hi1 = hi0, hi2 = hi0, hi3 = hi0;
    for (; tap < end; tap += GROUP_BYTES, at0 += GROUP_PIXELS * PIXEL) {
      const loA = v128.load32_splat(tap);
      const hiA = v128.load32_splat(tap, 4);
      const loB = v128.load32_splat(tap, 8);
      const hiB = v128.load32_splat(tap, 12);
      let at = at0;
      let pixels = v128.load(at);
      let a = firstPair(pixels), b = secondPair(pixels);
      lo0 = dotAdd(dotAdd(lo0, a, loA), b, loB);
      hi0 = dotAdd(dotAdd(hi0, a, hiA), b, hiB);
      at += sourceRow;
      pixels = v128.load(at);
      a = firstPair(pixels), b = secondPair(pixels);
      lo1 = dotAdd(dotAdd(lo1, a, loA), b, loB);
      hi1 = dotAdd(dotAdd(hi1, a, hiA), b, hiB);
      at += sourceRow;
      pixels = v128.load(at);
      a = firstPair(pixels), b = secondPair(pixels);
      lo2 = dotAdd(dotAdd(lo2, a, loA), b, loB);
      hi2 = dotAdd(dotAdd(hi2, a, hiA), b, hiB);
      at += sourceRow;
      pixels = v128.load(at);
      a = firstPair(pixels), b = secondPair(pixels);
      lo3 = dotAdd(dotAdd(lo3, a, loA), b, loB);
      hi3 = dotAdd(dotAdd(hi3, a, hiA), b, hiB);
    }
    let to = output + PIXEL * x;
    storePixel(to, whole(lo0, hi0));
    storePixel((to += outputRow), whole(lo1, hi1));
    storePixel((to += outputRow), whole(lo2, hi2));
    storePixel(to + outputRow, whole(lo3, hi3));
  }
}

/** Three bytes and no more: what is behind them may belong to the next row. */
// @ts-ignore: decorator
@inline
function storePixel(to: usize, sums: v128): void {
  const shorts = i16x8.narrow_i32x4_s(sums, sums);
  const bytes = i8x16.narrow_i16x8_u(shorts, shorts);
  v128.store_lane<i16>(to, bytes, 0);
  v128.store_lane<i8>(to + 2, bytes, 2);
}
