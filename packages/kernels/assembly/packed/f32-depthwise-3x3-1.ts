// One output at any stride: for maps that are too narrow for a group of columns.
import { QUAD, clamp, madd } from '../common/lanes';

export function column1(
  x: usize, xRow: usize, pixelBytes: usize, w: usize, limits: usize, y: usize, bytes: usize,
): void {
  for (const last = x + bytes; x < last; x += QUAD, y += QUAD) {
    let sum = v128.load(w, 144);
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      sum = madd<v128>(v128.load(row), v128.load(w), sum);
      sum = madd<v128>(v128.load(row + pixelBytes), v128.load(w, 16), sum);
      sum = madd<v128>(v128.load(row + 2 * pixelBytes), v128.load(w, 32), sum);
    }
    w += 16;
    v128.store(y, clamp<v128>(sum, v128.load(limits), v128.load(limits, 16)));
  }
}
