// Scales every column: an output row is a sum of input rows, 16 bytes at a time.
import { PAIR_BYTES, ROUND, whole } from './sums';

const VECTOR: usize = 16;

/**
 * Reads and writes up to 15 bytes behind the last row, and reads the row behind the last.
 *
 * @param first i32 [rows], for each output row the first of its input rows
 * @param pairs i32 [rows], number of pairs of taps
 * @param taps [rows, stride], see sums.ts
 * @param stride pairs a row
 */
export function verticalPass(
  source: usize, rowBytes: usize, first: usize, pairs: usize, taps: usize, stride: usize,
  output: usize, rows: usize,
): void {
  for (let y: usize = 0; y < rows; y++) {
    const from = source + <usize>load<i32>(first + 4 * y) * rowBytes;
    const end = taps + PAIR_BYTES * <usize>load<i32>(pairs + 4 * y);
    const to = output + y * rowBytes;
    for (let k: usize = 0; k < rowBytes; k += VECTOR) {
      store<v128>(to + k, sumRows(from + k, rowBytes, taps, end));
    }
    taps += stride * PAIR_BYTES;
  }
}

/** 16 bytes of an output row. */
// @ts-ignore: decorator
@inline
function sumRows(from: usize, rowBytes: usize, taps: usize, end: usize): v128 {
  const round = i32x4.splat(ROUND);
  let lo0 = round, lo1 = round, lo2 = round, lo3 = round;
  let hi0 = i32x4.splat(0), hi1 = hi0, hi2 = hi0, hi3 = hi0;
  for (; taps < end; taps += PAIR_BYTES) {
    const lo = v128.load32_splat(taps);
    const hi = v128.load32_splat(taps, 4);
    const above = v128.load(from);
    const below = v128.load(from + rowBytes);
    const left = i8x16.shuffle(above, below, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const right = i8x16.shuffle(
      above, below, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31,
    );
    const bytes0 = i16x8.extend_low_i8x16_u(left);
    const bytes1 = i16x8.extend_high_i8x16_u(left);
    const bytes2 = i16x8.extend_low_i8x16_u(right);
    const bytes3 = i16x8.extend_high_i8x16_u(right);
    lo0 = i32x4.add(lo0, i32x4.dot_i16x8_s(bytes0, lo));
    lo1 = i32x4.add(lo1, i32x4.dot_i16x8_s(bytes1, lo));
    lo2 = i32x4.add(lo2, i32x4.dot_i16x8_s(bytes2, lo));
    lo3 = i32x4.add(lo3, i32x4.dot_i16x8_s(bytes3, lo));
    hi0 = i32x4.add(hi0, i32x4.dot_i16x8_s(bytes0, hi));
    hi1 = i32x4.add(hi1, i32x4.dot_i16x8_s(bytes1, hi));
    hi2 = i32x4.add(hi2, i32x4.dot_i16x8_s(bytes2, hi));
    hi3 = i32x4.add(hi3, i32x4.dot_i16x8_s(bytes3, hi));
    from += 2 * rowBytes;
  }
  return i8x16.narrow_i16x8_u(
    i16x8.narrow_i32x4_s(whole(lo0, hi0), whole(lo1, hi1)),
    i16x8.narrow_i32x4_s(whole(lo2, hi2), whole(lo3, hi3)),
  );
}
