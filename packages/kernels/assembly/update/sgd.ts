// One step of stochastic gradient descent with momentum, over all parameters.
import { QUAD, madd, mul, splat } from '../common/lanes';
import { factor, word } from './rows';

const ROW_BYTES: usize = 36;

/**
 * For each row of `table` (parameter w, gradient g, velocity v or 0, average a or 0, new parameter,
 * new velocity, new average, length, decay):
 *   g += decay * w;   v = momentum * v + g   (v = g without a velocity)
 *   w -= rate * (nesterov ? g + momentum * v : v)
 *   a = kept * a + share * w   of the new w, while it is in a register
 */
export function sgdUpdate(
  table: usize, rows: usize, rate: f32, momentum: f32, nesterov: bool, kept: f32, share: f32,
): void {
  for (let r: usize = 0; r < rows; r++, table += ROW_BYTES) {
    const bytes = word(table, 7) * 4;
    let k: usize = 0;
    for (; k + QUAD <= bytes; k += QUAD) {
      average<v128>(table, k, move<v128>(table, k, rate, momentum, nesterov), kept, share);
    }
    for (; k < bytes; k += 4) {
      average<f32>(table, k, move<f32>(table, k, rate, momentum, nesterov), kept, share);
    }
  }
}

/** The new parameter. */
// @ts-ignore: decorator
@inline
function move<T>(row: usize, k: usize, rate: f32, momentum: f32, nesterov: bool): T {
  const velocity = word(row, 2);
  const old = load<T>(word(row, 0) + k);
  const g = madd<T>(old, splat<T>(factor(row, 8)), load<T>(word(row, 1) + k));
  const v = velocity ? madd<T>(load<T>(velocity + k), splat<T>(momentum), g) : g;
  const direction = nesterov ? madd<T>(v, splat<T>(momentum), g) : v;
  const w = madd<T>(direction, splat<T>(-rate), old);
  store<T>(word(row, 4) + k, w);
  store<T>(word(row, 5) + k, v);
  return w;
}

// @ts-ignore: decorator
@inline
function average<T>(row: usize, k: usize, w: T, kept: f32, share: f32): void {
  const old = word(row, 3);
  if (!old) return;
  const seen = mul<T>(w, splat<T>(share));
  store<T>(word(row, 6) + k, madd<T>(load<T>(old + k), splat<T>(kept), seen));
}
