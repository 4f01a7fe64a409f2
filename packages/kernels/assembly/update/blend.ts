// Moving averages of many tensors at once: running statistics, averaged parameters.
import { QUAD, madd, mul, splat } from '../common/lanes';
import { factor, word } from './rows';

const ROW_BYTES: usize = 24;

/** For each row of `table` (old, seen, out, length, kept, share): out = kept * old + share * seen. */
export function blend(table: usize, rows: usize): void {
  for (let r: usize = 0; r < rows; r++, table += ROW_BYTES) {
    const bytes = word(table, 3) * 4;
    let k: usize = 0;
    for (; k + QUAD <= bytes; k += QUAD) average<v128>(table, k);
    for (; k < bytes; k += 4) average<f32>(table, k);
  }
}

// @ts-ignore: decorator
@inline
function average<T>(row: usize, k: usize): void {
  const seen = mul<T>(load<T>(word(row, 1) + k), splat<T>(factor(row, 5)));
  store<T>(word(row, 2) + k, madd<T>(load<T>(word(row, 0) + k), splat<T>(factor(row, 4)), seen));
}
