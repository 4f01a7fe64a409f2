// c [m, n] = or += a [m, k] times b [k, n], float32, four rows by eight columns in registers:
// eight accumulators and six loads leave one of the sixteen vector registers free; V8 loads all
// operands of an iteration first, so that a larger tile would spill. For the same reason the loop
// over k is not unrolled by hand.
//
// Nothing is read or written past the end. Strides are bytes:
//   a[i, l] at a + i * aRow + l * aStep, so that a tile and its transpose are read alike;
//   b[l, j] at b + (j / 8) * bPanel + l * bStep + (j % 8) * 4, so that b may be packed;
//   c[i, j] at c + i * cRow + j * 4.
import { add, madd, splat } from '../common/lanes';

export function matmul(
  a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize, bPanel: usize,
  c: usize, cRow: usize, m: usize, n: usize, k: usize, accumulate: bool,
): void {
  for (; n >= 8; n -= 8, b += bPanel, c += 32) {
    let i: usize = 0;
    for (; i + 4 <= m; i += 4) {
      tile4x8(a + i * aRow, aRow, aStep, b, bStep, c + i * cRow, cRow, k, accumulate);
    }
    for (; i < m; i++) {
      row<v128>(a + i * aRow, aStep, b, bStep, c + i * cRow, k, accumulate);
      row<v128>(a + i * aRow, aStep, b + 16, bStep, c + i * cRow + 16, k, accumulate);
    }
  }
  if (n >= 4) {
    columns<v128>(a, aRow, aStep, b, bStep, c, cRow, m, k, accumulate);
    n -= 4;
    b += 16;
    c += 16;
  }
  for (; n > 0; n--, b += 4, c += 4) {
    columns<f32>(a, aRow, aStep, b, bStep, c, cRow, m, k, accumulate);
  }
}

function tile4x8(
  a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  c: usize, cRow: usize, k: usize, accumulate: bool,
): void {
  let c00 = splat<v128>(0), c01 = splat<v128>(0);
  let c10 = splat<v128>(0), c11 = splat<v128>(0);
  let c20 = splat<v128>(0), c21 = splat<v128>(0);
  let c30 = splat<v128>(0), c31 = splat<v128>(0);
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let l: usize = 0; l < k; l++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<f32>(a);
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
    a += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bStep;
  }
  putPair(c, c00, c01, accumulate);
  c += cRow;
  putPair(c, c10, c11, accumulate);
  c += cRow;
  putPair(c, c20, c21, accumulate);
  c += cRow;
  putPair(c, c30, c31, accumulate);
}

/** One vector of columns, all rows. */
function columns<T>(
  a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  c: usize, cRow: usize, m: usize, k: usize, accumulate: bool,
): void {
  let i: usize = 0;
  for (; i + 4 <= m; i += 4, a += 4 * aRow, c += 4 * cRow) {
    rows4<T>(a, aRow, aStep, b, bStep, c, cRow, k, accumulate);
  }
  for (; i < m; i++, a += aRow, c += cRow) row<T>(a, aStep, b, bStep, c, k, accumulate);
}

function rows4<T>(
  a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  c: usize, cRow: usize, k: usize, accumulate: bool,
): void {
  let c0 = splat<T>(0), c1 = splat<T>(0), c2 = splat<T>(0), c3 = splat<T>(0);
  for (let l: usize = 0; l < k; l++, a += aStep, b += bStep) {
    const b0 = load<T>(b);
    c0 = madd<T>(splat<T>(load<f32>(a)), b0, c0);
    c1 = madd<T>(splat<T>(load<f32>(a + aRow)), b0, c1);
    c2 = madd<T>(splat<T>(load<f32>(a + 2 * aRow)), b0, c2);
    c3 = madd<T>(splat<T>(load<f32>(a + 3 * aRow)), b0, c3);
  }
  put<T>(c, c0, accumulate);
  put<T>(c + cRow, c1, accumulate);
  put<T>(c + 2 * cRow, c2, accumulate);
  put<T>(c + 3 * cRow, c3, accumulate);
}

function row<T>(
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, k: usize, accumulate: bool,
): void {
  let sum = splat<T>(0);
  for (let l: usize = 0; l < k; l++, a += aStep, b += bStep) {
    sum = madd<T>(splat<T>(load<f32>(a)), load<T>(b), sum);
  }
  put<T>(c, sum, accumulate);
}

// @ts-ignore: decorator
@inline
function put<T>(at: usize, value: T, accumulate: bool): void {
  store<T>(at, accumulate ? add<T>(load<T>(at), value) : value);
}

// @ts-ignore: decorator
@inline
function putPair(at: usize, first: v128, second: v128, accumulate: bool): void {
  if (accumulate) {
    first = f32x4.add(v128.load(at), first);
    second = f32x4.add(v128.load(at, 16), second);
  }
  v128.store(at, first);
  v128.store(at, second, 16);
}
