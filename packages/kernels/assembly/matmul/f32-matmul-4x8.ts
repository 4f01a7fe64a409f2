// c [m, n] = or += a [m, k] times b [k, n], float32, four rows by eight columns in registers:
// eight accumulators and six loads leave one of the sixteen vector registers free; V8 loads all
// operands of an iteration first, so that a larger tile would spill. For the same reason the loop
// over k is not unrolled by hand. The loop over rows stands in the same function, as a call for
// every four rows costs a tenth of the time where k is short.
//
// b is packed (see pack.ts): panels of eight columns, each [k, 8]. Rows of a and c are aRow and
// cRow bytes apart. Nothing is read or written past the end.
import { madd, splat } from '../common/lanes';
import { columns, putPair, row } from './edges';

/** Bytes of a row of a panel. */
const STEP: usize = 32;

export function matmul(
  a: usize, aRow: usize, b: usize, c: usize, cRow: usize,
  m: usize, n: usize, k: usize, panelBytes: usize, accumulate: bool,
): void {
  const whole = m & ~3;
  const restA = a + whole * aRow;
  for (; n >= 8; n -= 8, b += panelBytes, c += 32) {
    panel4x8(a, aRow, b, c, cRow, whole, k, accumulate);
    let toC = c + whole * cRow;
    for (let from = restA, i = whole; i < m; i++, from += aRow, toC += cRow) {
      row<v128>(from, 4, b, STEP, toC, k, accumulate);
      row<v128>(from, 4, b + 16, STEP, toC + 16, k, accumulate);
    }
  }
  if (n >= 4) {
    columns<v128>(a, aRow, 4, b, STEP, c, cRow, m, k, accumulate);
    n -= 4;
    b += 16;
    c += 16;
  }
  for (; n > 0; n--, b += 4, c += 4) {
    columns<f32>(a, aRow, 4, b, STEP, c, cRow, m, k, accumulate);
  }
}

function panel4x8(
  a: usize, aRow: usize, panel: usize, c: usize, cRow: usize, m: usize, k: usize,
  accumulate: bool,
): void {
  const rowBytes = k * 4;
  for (; m > 0; m -= 4) {
    let c00 = splat<v128>(0), c01 = splat<v128>(0);
    let c10 = splat<v128>(0), c11 = splat<v128>(0);
    let c20 = splat<v128>(0), c21 = splat<v128>(0);
    let c30 = splat<v128>(0), c31 = splat<v128>(0);
    let a0 = a;
    let a1 = a0 + aRow;
    let a2 = a1 + aRow;
    let a3 = a2 + aRow;
    a = a3 + aRow;
    let b = panel;
    for (const end = a0 + rowBytes; a0 < end; ) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const x0 = v128.load_splat<f32>(a0);
      const x1 = v128.load_splat<f32>(a1);
      const x2 = v128.load_splat<f32>(a2);
      const x3 = v128.load_splat<f32>(a3);
      c00 = madd<v128>(x0, b0, c00);
      c01 = madd<v128>(x0, b1, c01);
      c10 = madd<v128>(x1, b0, c10);
      c11 = madd<v128>(x1, b1, c11);
      c20 = madd<v128>(x2, b0, c20);
      c21 = madd<v128>(x2, b1, c21);
      c30 = madd<v128>(x3, b0, c30);
      c31 = madd<v128>(x3, b1, c31);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      b += STEP;
    }
    putPair(c, c00, c01, accumulate);
    c += cRow;
    putPair(c, c10, c11, accumulate);
    c += cRow;
    putPair(c, c20, c21, accumulate);
    c += cRow;
    putPair(c, c30, c31, accumulate);
    c += cRow;
  }
}
