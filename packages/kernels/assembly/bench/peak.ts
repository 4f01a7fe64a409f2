// What one core can do at most, for other kernels' figures to stand beside: twelve independent
// sums, so that none waits for its last addition (eight reach 93 % of it on Zen 4, four 50 %), and
// 14 vectors in all, which the 16 registers hold.
import { QUAD, madd } from '../common/lanes';

/** sums [12, 4] += iterations * x * y, added one by one; x and y [4]. */
export function peakMultiplyAdds(x: usize, y: usize, sums: usize, iterations: usize): void {
  const a = v128.load(x);
  const b = v128.load(y);
  let s0 = v128.load(sums);
  let s1 = v128.load(sums, QUAD);
  let s2 = v128.load(sums, 2 * QUAD);
  let s3 = v128.load(sums, 3 * QUAD);
  let s4 = v128.load(sums, 4 * QUAD);
  let s5 = v128.load(sums, 5 * QUAD);
  let s6 = v128.load(sums, 6 * QUAD);
  let s7 = v128.load(sums, 7 * QUAD);
  let s8 = v128.load(sums, 8 * QUAD);
  let s9 = v128.load(sums, 9 * QUAD);
  let s10 = v128.load(sums, 10 * QUAD);
  let s11 = v128.load(sums, 11 * QUAD);
  for (let i: usize = 0; i < iterations; i++) {
    s0 = madd<v128>(a, b, s0);
    s1 = madd<v128>(a, b, s1);
    s2 = madd<v128>(a, b, s2);
    s3 = madd<v128>(a, b, s3);
    s4 = madd<v128>(a, b, s4);
    s5 = madd<v128>(a, b, s5);
    s6 = madd<v128>(a, b, s6);
    s7 = madd<v128>(a, b, s7);
    s8 = madd<v128>(a, b, s8);
    s9 = madd<v128>(a, b, s9);
    s10 = madd<v128>(a, b, s10);
    s11 = madd<v128>(a, b, s11);
  }
  v128.store(sums, s0);
  v128.store(sums, s1, QUAD);
  v128.store(sums, s2, 2 * QUAD);
  v128.store(sums, s3, 3 * QUAD);
  v128.store(sums, s4, 4 * QUAD);
  v128.store(sums, s5, 5 * QUAD);
  v128.store(sums, s6, 6 * QUAD);
  v128.store(sums, s7, 7 * QUAD);
  v128.store(sums, s8, 8 * QUAD);
  v128.store(sums, s9, 9 * QUAD);
  v128.store(sums, s10, 10 * QUAD);
  v128.store(sums, s11, 11 * QUAD);
}
