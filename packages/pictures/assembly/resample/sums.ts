// Sums of bytes times weights of 22 fraction bits, exact in 32-bit integers.
//
// A weight is hi * 2^15 + lo, lo from 0 to 32767, so that both halves are 16-bit integers and one
// dot product takes two taps. lo and hi are summed apart; each may wrap around, and so may the sum
// of both, which is right modulo 2^32 and therefore right, for the true sum has 32 bits.
//
// Taps lie in pairs of 8 bytes: lo, lo, hi, hi. Of an odd number the last weight is 0.

export const PAIR_BYTES: usize = 8;
const HALF_BITS = 15;
const FRACTION_BITS = 22;
/** What makes the final shift round. */
export const ROUND = 1 << (FRACTION_BITS - 1);

/** 32-bit integers of the halves' sums, without fraction bits. */
// @ts-ignore: decorator
@inline
export function whole(lo: v128, hi: v128): v128 {
  return i32x4.shr_s(i32x4.add(lo, i32x4.shl(hi, HALF_BITS)), FRACTION_BITS);
}
