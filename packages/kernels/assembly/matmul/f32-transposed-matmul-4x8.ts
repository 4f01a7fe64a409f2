// c [m, n] += the transpose of a [k, m] times b [k, n], float32, four rows by eight columns in
// registers (see f32-matmul-4x8). Four neighbouring columns of a and eight of b are read for every
// k, so that neither has to be packed. Rows are aStep, bStep and cRow bytes apart; nothing is read
// or written past the end.
import { madd, splat } from '../common/lanes';
import { columns, putPair } from './edges';

export function transposedMatmul(
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize,
  m: usize, n: usize, k: usize,
): void {
  const whole = m & ~3;
  for (; n >= 8; n -= 8, b += 32, c += 32) {
    panel4x8(a, aStep, b, bStep, c, cRow, whole, k);
    if (m > whole) rest3x8(a + whole * 4, aStep, b, bStep, c + whole * cRow, cRow, m - whole, k);
  }
  if (n >= 4) {
    columns<v128>(a, 4, aStep, b, bStep, c, cRow, m, k, true);
    n -= 4;
    b += 16;
    c += 16;
  }
  for (; n > 0; n--, b += 4, c += 4) {
    columns<f32>(a, 4, aStep, b, bStep, c, cRow, m, k, true);
  }
}

function panel4x8(
  a: usize, aStep: usize, panel: usize, bStep: usize, c: usize, cRow: usize, m: usize, k: usize,
): void {
  const bytes = k * aStep;
  for (; m > 0; m -= 4, a += 16) {
    let c00 = splat<v128>(0), c01 = splat<v128>(0);
    let c10 = splat<v128>(0), c11 = splat<v128>(0);
    let c20 = splat<v128>(0), c21 = splat<v128>(0);
    let c30 = splat<v128>(0), c31 = splat<v128>(0);
    let b = panel;
    let from = a;
    for (const end = a + bytes; from < end; ) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const x0 = v128.load_splat<f32>(from);
      const x1 = v128.load_splat<f32>(from, 4);
      const x2 = v128.load_splat<f32>(from, 8);
      const x3 = v128.load_splat<f32>(from, 12);
      c00 = madd<v128>(x0, b0, c00);
      c01 = madd<v128>(x0, b1, c01);
      c10 = madd<v128>(x1, b0, c10);
      c11 = madd<v128>(x1, b1, c11);
      c20 = madd<v128>(x2, b0, c20);
      c21 = madd<v128>(x2, b1, c21);
      c30 = madd<v128>(x3, b0, c30);
      c31 = madd<v128>(x3, b1, c31);
      from += aStep;
      b += bStep;
    }
    putPair(c, c00, c01, true);
    c += cRow;
    putPair(c, c10, c11, true);
    c += cRow;
    putPair(c, c20, c21, true);
    c += cRow;
    putPair(c, c30, c31, true);
    c += cRow;
  }
}

/** The last one to three rows, side by side: those that are missing repeat the last, and are lost. */
function rest3x8(
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cRow: usize, m: usize, k: usize,
): void {
  let c00 = splat<v128>(0), c01 = splat<v128>(0);
  let c10 = splat<v128>(0), c11 = splat<v128>(0);
  let c20 = splat<v128>(0), c21 = splat<v128>(0);
  const second = min<usize>(1, m - 1) * 4;
  const third = min<usize>(2, m - 1) * 4;
  for (let l: usize = 0; l < k; l++, a += aStep, b += bStep) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<f32>(a);
    const x1 = v128.load_splat<f32>(a + second);
    const x2 = v128.load_splat<f32>(a + third);
    c00 = madd<v128>(x0, b0, c00);
    c01 = madd<v128>(x0, b1, c01);
    c10 = madd<v128>(x1, b0, c10);
    c11 = madd<v128>(x1, b1, c11);
    c20 = madd<v128>(x2, b0, c20);
    c21 = madd<v128>(x2, b1, c21);
  }
  putPair(c, c00, c01, true);
  if (m > 1) putPair(c + cRow, c10, c11, true);
  if (m > 2) putPair(c + 2 * cRow, c20, c21, true);
}
