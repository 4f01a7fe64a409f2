// Products for the edges of a matrix, where the tiles in registers do not fit: c = or += a times b,
// one vector of columns (T = v128) or one column (T = f32). Strides are bytes:
//   a[i, l] at a + i * aRow + l * aStep, so that a matrix and its transpose are read alike;
//   b[l, j] at b + l * bStep + j * 4;
//   c[i, j] at c + i * cRow + j * 4.
import { add, madd, splat } from '../common/lanes';

/** All rows of a. */
export function columns<T>(
  a: usize, aRow: usize, aStep: usize, b: usize, bStep: usize,
  c: usize, cRow: usize, m: usize, k: usize, accumulate: bool,
): void {
  let i: usize = 0;
  for (; i + 4 <= m; i += 4, a += 4 * aRow, c += 4 * cRow) {
    rows4<T>(a, aRow, aStep, b, bStep, c, cRow, k, accumulate);
  }
  for (; i < m; i++, a += aRow, c += cRow) row<T>(a, aStep, b, bStep, c, k, accumulate);
}

/** One row of a. */
export function row<T>(
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, k: usize, accumulate: bool,
): void {
  let sum = splat<T>(0);
  for (let l: usize = 0; l < k; l++, a += aStep, b += bStep) {
    sum = madd<T>(splat<T>(load<f32>(a)), load<T>(b), sum);
  }
  put<T>(c, sum, accumulate);
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

// @ts-ignore: decorator
@inline
function put<T>(at: usize, value: T, accumulate: bool): void {
  store<T>(at, accumulate ? add<T>(load<T>(at), value) : value);
}

/** Two neighbouring vectors of a tile. */
// @ts-ignore: decorator
@inline
export function putPair(at: usize, first: v128, second: v128, accumulate: bool): void {
  if (accumulate) {
    first = f32x4.add(v128.load(at), first);
    second = f32x4.add(v128.load(at, 16), second);
  }
  v128.store(at, first);
  v128.store(at, second, 16);
}
