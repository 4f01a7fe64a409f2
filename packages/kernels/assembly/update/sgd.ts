// One step of stochastic gradient descent with momentum, over all parameters.
import { QUAD, madd, splat } from '../common/lanes';
import { factor, word } from './rows';

const ROW_BYTES: usize = 28;

/**
 * For each row of `table` (parameter w, gradient g, velocity v or 0, new parameter, new velocity,
 * length, decay):
 *   g += decay * w;   v = momentum * v + g   (v = g without a velocity)
 *   w -= rate * (nesterov ? g + momentum * v : v)
 */
export function sgdUpdate(
  table: usize, rows: usize, rate: f32, momentum: f32, nesterov: bool,
): void {
  for (let r: usize = 0; r < rows; r++, table += ROW_BYTES) {
    const bytes = word(table, 5) * 4;
    let k: usize = 0;
    for (; k + QUAD <= bytes; k += QUAD) move<v128>(table, k, rate, momentum, nesterov);
    for (; k < bytes; k += 4) move<f32>(table, k, rate, momentum, nesterov);
  }
}

// @ts-ignore: decorator
@inline
function move<T>(row: usize, k: usize, rate: f32, momentum: f32, nesterov: bool): void {
  const velocity = word(row, 2);
  const w = load<T>(word(row, 0) + k);
  const g = madd<T>(w, splat<T>(factor(row, 6)), load<T>(word(row, 1) + k));
  const v = velocity ? madd<T>(load<T>(velocity + k), splat<T>(momentum), g) : g;
  const direction = nesterov ? madd<T>(v, splat<T>(momentum), g) : v;
  store<T>(word(row, 3) + k, madd<T>(direction, splat<T>(-rate), w));
  store<T>(word(row, 4) + k, v);
}
