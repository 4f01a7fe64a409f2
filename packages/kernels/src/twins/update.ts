import type { SgdUpdateOptions } from '../options.js';
import type { BlendRow, SgdRow } from '../update-table.js';

/** One step of SGD with momentum, over all rows; then the averages of those that have one. */
export function sgdUpdate(
  rows: readonly SgdRow<Float32Array>[],
  { rate, momentum, nesterov, kept = 0, share = 0 }: Omit<SgdUpdateOptions, 'table' | 'rows'>,
): void {
  for (const { parameter, gradient, velocity, newParameter, newVelocity, decay, ...row } of rows) {
    parameter.forEach((w, i) => {
      const g = gradient[i] + decay * w;
      const v = velocity ? momentum * velocity[i] + g : g;
      newVelocity[i] = v;
      newParameter[i] = w - rate * (nesterov ? g + momentum * v : v);
    });
    const { average: old, newAverage: out, length } = row;
    if (old && out) blend([{ old, seen: newParameter, out, length, kept, share }]);
  }
}

/** out = kept * old + share * seen, for all rows. */
export function blend(rows: readonly BlendRow<Float32Array>[]): void {
  for (const { old, seen, out, kept, share } of rows) {
    old.forEach((value, i) => {
      out[i] = kept * value + share * seen[i];
    });
  }
}
