// Fills a window with rows of a picture [H, W, C], from row `from` up to, not including, row `to`.
import { loadActivated, loadGradient } from './load';
import { rowInWindow } from './window';

/** The rows of act(affine(x)). */
export function loadActivatedRows(
  window: usize, x: usize, from: usize, to: usize, affine: usize, relu6: bool,
  width: usize, pixelBytes: usize,
): void {
  for (let row = from; row < to; row++) {
    const raw = x + row * width * pixelBytes;
    const slot = rowInWindow(window, row, width, pixelBytes);
    loadActivated(raw, affine, relu6, slot, width, pixelBytes);
  }
}

/** The rows of a * dz + b * y + c. */
export function loadGradientRows(
  window: usize, dz: usize, y: usize, from: usize, to: usize, a: usize, b: usize, c: usize,
  width: usize, pixelBytes: usize,
): void {
  for (let row = from; row < to; row++) {
    const at = row * width * pixelBytes;
    const slot = rowInWindow(window, row, width, pixelBytes);
    loadGradient(dz + at, y + at, a, b, c, slot, width, pixelBytes);
  }
}
