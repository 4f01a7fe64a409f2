// The inverse DCT of libjpeg's "islow" (Loeffler, Ligtenberg and Moschytz 1989, 12 multiplications),
// to the bit: 13 fractional bits in the constants, two kept between the passes. A vector is a row of
// a block in the first pass and a column in the second; products are summed in pairs.
import { highPairs, lowPairs } from './pairs';

const PASS1_BITS: i32 = 2;
const SHIFT: i32 = 11;
/** Halves of the last bit that is kept: 2 of 13 + 2 bits stay in the first pass, -3 of 15 in the second. */
const FIRST_ROUND: i32 = 1 << (SHIFT - 1);
const SECOND_ROUND: i32 = 1 << 17;
/** The second pass drops 18 bits: 11 as the first, the rest at the end. */
const REST: i32 = 7;

/**
 * Samples of a row of blocks.
 *
 * @param coefficients i16 [blocks, 8, 8]
 * @param quantization i16 [8, 8]
 * @param output u8 [8, stride]
 */
export function inverseDct(
  coefficients: usize, quantization: usize, output: usize, stride: usize, blocks: i32,
): void {
  for (; blocks > 0; blocks--, coefficients += 128, output += 8) {
    if (isFlat(coefficients)) {
      const dc = load<i16>(coefficients) * load<i16>(quantization);
      fillBlock(output, stride, (<i32>(dc << <i16>PASS1_BITS) + 16) >> 5);
    } else {
      inverseBlock(coefficients, quantization, output, stride);
    }
  }
}

/** Whether every coefficient but the first is 0. */
@inline
function isFlat(at: usize): bool {
  const others = v128.and(v128.load(at), i16x8(0, -1, -1, -1, -1, -1, -1, -1));
  const first = v128.or(v128.or(others, v128.load(at, 16)), v128.or(v128.load(at, 32), v128.load(at, 48)));
  const last = v128.or(v128.or(v128.load(at, 64), v128.load(at, 80)), v128.or(v128.load(at, 96), v128.load(at, 112)));
  return !v128.any_true(v128.or(first, last));
}

function fillBlock(output: usize, stride: usize, level: i32): void {
  const samples = i8x16.splat(<i8>(max(-128, min(127, level)) + 128));
  for (let y = 0; y < 8; y++, output += stride) v128.store64_lane(output, samples, 0);
}

@inline
function dequantized(coefficients: usize, quantization: usize, row: usize): v128 {
  return i16x8.mul(v128.load(coefficients + 16 * row), v128.load(quantization + 16 * row));
}

@inline
function pair(first: i16, second: i16): v128 {
  return i16x8(first, second, first, second, first, second, first, second);
}

@inline
function narrow(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, SHIFT), i32x4.shr_s(high, SHIFT));
}

function inverseBlock(coefficients: usize, quantization: usize, output: usize, stride: usize): void {
  let v0 = dequantized(coefficients, quantization, 0);
  let v1 = dequantized(coefficients, quantization, 1);
  let v2 = dequantized(coefficients, quantization, 2);
  let v3 = dequantized(coefficients, quantization, 3);
  let v4 = dequantized(coefficients, quantization, 4);
  let v5 = dequantized(coefficients, quantization, 5);
  let v6 = dequantized(coefficients, quantization, 6);
  let v7 = dequantized(coefficients, quantization, 7);
  let round = i32x4.splat(FIRST_ROUND);
  for (let pass = 0; pass < 2; pass++) {
    // Even part.
    let low = lowPairs(v0, v4);
    let high = highPairs(v0, v4);
    const sumL = i32x4.add(i32x4.dot_i16x8_s(low, pair(8192, 8192)), round);
    const sumH = i32x4.add(i32x4.dot_i16x8_s(high, pair(8192, 8192)), round);
    const differenceL = i32x4.add(i32x4.dot_i16x8_s(low, pair(8192, -8192)), round);
    const differenceH = i32x4.add(i32x4.dot_i16x8_s(high, pair(8192, -8192)), round);
    low = lowPairs(v2, v6);
    high = highPairs(v2, v6);
    const t3L = i32x4.dot_i16x8_s(low, pair(4433 + 6270, 4433));
    const t3H = i32x4.dot_i16x8_s(high, pair(4433 + 6270, 4433));
    const t2L = i32x4.dot_i16x8_s(low, pair(4433, 4433 - 15137));
    const t2H = i32x4.dot_i16x8_s(high, pair(4433, 4433 - 15137));

    // Odd part.
    const z3 = i16x8.add(v3, v7);
    const z4 = i16x8.add(v1, v5);
    low = lowPairs(z3, z4);
    high = highPairs(z3, z4);
    const z3L = i32x4.dot_i16x8_s(low, pair(9633 - 16069, 9633));
    const z3H = i32x4.dot_i16x8_s(high, pair(9633 - 16069, 9633));
    const z4L = i32x4.dot_i16x8_s(low, pair(9633, 9633 - 3196));
    const z4H = i32x4.dot_i16x8_s(high, pair(9633, 9633 - 3196));
    low = lowPairs(v7, v1);
    high = highPairs(v7, v1);
    const o3L = i32x4.add(i32x4.dot_i16x8_s(low, pair(2446 - 7373, -7373)), z3L);
    const o3H = i32x4.add(i32x4.dot_i16x8_s(high, pair(2446 - 7373, -7373)), z3H);
    const o0L = i32x4.add(i32x4.dot_i16x8_s(low, pair(-7373, 12299 - 7373)), z4L);
    const o0H = i32x4.add(i32x4.dot_i16x8_s(high, pair(-7373, 12299 - 7373)), z4H);
    low = lowPairs(v5, v3);
    high = highPairs(v5, v3);
    const o2L = i32x4.add(i32x4.dot_i16x8_s(low, pair(16819 - 20995, -20995)), z4L);
    const o2H = i32x4.add(i32x4.dot_i16x8_s(high, pair(16819 - 20995, -20995)), z4H);
    const o1L = i32x4.add(i32x4.dot_i16x8_s(low, pair(-20995, 25172 - 20995)), z3L);
    const o1H = i32x4.add(i32x4.dot_i16x8_s(high, pair(-20995, 25172 - 20995)), z3H);

    // Together.
    low = i32x4.add(sumL, t3L), high = i32x4.add(sumH, t3H);
    v0 = narrow(i32x4.add(low, o0L), i32x4.add(high, o0H));
    v7 = narrow(i32x4.sub(low, o0L), i32x4.sub(high, o0H));
    low = i32x4.add(differenceL, t2L), high = i32x4.add(differenceH, t2H);
    v1 = narrow(i32x4.add(low, o1L), i32x4.add(high, o1H));
    v6 = narrow(i32x4.sub(low, o1L), i32x4.sub(high, o1H));
    low = i32x4.sub(differenceL, t2L), high = i32x4.sub(differenceH, t2H);
    v2 = narrow(i32x4.add(low, o2L), i32x4.add(high, o2H));
    v5 = narrow(i32x4.sub(low, o2L), i32x4.sub(high, o2H));
    low = i32x4.sub(sumL, t3L), high = i32x4.sub(sumH, t3H);
    v3 = narrow(i32x4.add(low, o3L), i32x4.add(high, o3H));
    v4 = narrow(i32x4.sub(low, o3L), i32x4.sub(high, o3H));

    // Rows to columns, columns to rows.
    const a0 = lowPairs(v0, v4), a1 = highPairs(v0, v4), a2 = lowPairs(v1, v5), a3 = highPairs(v1, v5);
    const a4 = lowPairs(v2, v6), a5 = highPairs(v2, v6), a6 = lowPairs(v3, v7), a7 = highPairs(v3, v7);
    const b0 = lowPairs(a0, a4), b1 = highPairs(a0, a4), b2 = lowPairs(a1, a5), b3 = highPairs(a1, a5);
    const b4 = lowPairs(a2, a6), b5 = highPairs(a2, a6), b6 = lowPairs(a3, a7), b7 = highPairs(a3, a7);
    v0 = lowPairs(b0, b4), v1 = highPairs(b0, b4), v2 = lowPairs(b1, b5), v3 = highPairs(b1, b5);
    v4 = lowPairs(b2, b6), v5 = highPairs(b2, b6), v6 = lowPairs(b3, b7), v7 = highPairs(b3, b7);
    round = i32x4.splat(SECOND_ROUND);
  }
  storeRows(output, stride, v0, v1);
  storeRows(output + 2 * stride, stride, v2, v3);
  storeRows(output + 4 * stride, stride, v4, v5);
  storeRows(output + 6 * stride, stride, v6, v7);
}

/** Clamps, and adds 128. */
@inline
function storeRows(output: usize, stride: usize, first: v128, second: v128): void {
  const samples = v128.xor(
    i8x16.narrow_i16x8_s(i16x8.shr_s(first, REST), i16x8.shr_s(second, REST)), i8x16.splat(-128),
  );
  v128.store64_lane(output, samples, 0);
  v128.store64_lane(output + stride, samples, 1);
}
