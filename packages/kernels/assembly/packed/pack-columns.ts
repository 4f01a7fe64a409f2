/**
 * Rows of a filter become columns of a panel: target[r, c] = source[c, r] * factor[c], the product
 * being of doubles and rounded once.
 *
 * @param source f32 [columns, rows]
 * @param factors f64 [columns], 0 if all are 1
 * @param target f32 [rows, width]
 */
export function packColumns(
  source: usize, factors: usize, target: usize, rows: i32, columns: i32, width: i32,
): void {
  let c = 0;
  for (; c + 4 <= columns; c += 4) {
    const f0 = factor(factors, c), f1 = factor(factors, c + 1);
    const f2 = factor(factors, c + 2), f3 = factor(factors, c + 3);
    const from = source + 4 * c * rows;
    let r = 0;
    for (; r + 4 <= rows; r += 4) {
      const at = from + 4 * r;
      const a = scaled(at, f0), b = scaled(at + 4 * rows, f1);
      const d = scaled(at + 8 * rows, f2), e = scaled(at + 12 * rows, f3);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), de = v128.shuffle<f32>(d, e, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7), deHigh = v128.shuffle<f32>(d, e, 2, 6, 3, 7);
      let to = target + 4 * (r * width + c);
      v128.store(to, v128.shuffle<f64>(ab, de, 0, 2));
      v128.store((to += 4 * width), v128.shuffle<f64>(ab, de, 1, 3));
      v128.store((to += 4 * width), v128.shuffle<f64>(abHigh, deHigh, 0, 2));
      v128.store(to + 4 * width, v128.shuffle<f64>(abHigh, deHigh, 1, 3));
    }
    for (; r < rows; r++) {
      for (let i = 0; i < 4; i++) packOne(source, factors, target, rows, c + i, r, width);
    }
  }
  for (; c < columns; c++) {
    for (let r = 0; r < rows; r++) packOne(source, factors, target, rows, c, r, width);
  }
}

@inline
function factor(factors: usize, column: i32): f64 {
  return factors ? load<f64>(factors + 8 * column) : 1;
}

@inline
function scaled(at: usize, by: f64): v128 {
  const values = v128.load(at);
  const low = f64x2.mul(f64x2.promote_low_f32x4(values), f64x2.splat(by));
  const high = f64x2.mul(
    f64x2.promote_low_f32x4(v128.shuffle<f64>(values, values, 1, 1)), f64x2.splat(by),
  );
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

@inline
function packOne(
  source: usize, factors: usize, target: usize, rows: i32, c: i32, r: i32, width: i32,
): void {
  const value = <f64>load<f32>(source + 4 * (c * rows + r)) * factor(factors, c);
  store<f32>(target + 4 * (r * width + c), <f32>value);
}
