// Written by generate.mjs from templates/depthwise-columns.mjs.
import { QUAD, clamp, madd } from '../common/lanes';

/** y = act(convolution + bias) of 3 pixels, for `bytes` of channels. */
export function columns3Stride2(
  x: usize, xRow: usize, pixelBytes: usize, w: usize, limits: usize, y: usize, bytes: usize,
): void {
  for (const last = x + bytes; x < last; x += QUAD, y += QUAD) {
    let y0 = v128.load(w, 144);
    let y1 = y0, y2 = y0;
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const rowAt2 = row + 2 * pixelBytes;
      const rowAt4 = rowAt2 + 2 * pixelBytes;
      const rowAt6 = rowAt4 + 2 * pixelBytes;
      const x0 = v128.load(row);
      const x1 = v128.load(row + pixelBytes);
      const x2 = v128.load(rowAt2);
      const x3 = v128.load(rowAt2 + pixelBytes);
      const x4 = v128.load(rowAt4);
      const x5 = v128.load(rowAt4 + pixelBytes);
      const x6 = v128.load(rowAt6);
      y0 = madd<v128>(x0, w0, y0);
      y1 = madd<v128>(x2, w0, y1);
      y2 = madd<v128>(x4, w0, y2);
      y0 = madd<v128>(x1, w1, y0);
      y1 = madd<v128>(x3, w1, y1);
      y2 = madd<v128>(x5, w1, y2);
      y0 = madd<v128>(x2, w2, y0);
      y1 = madd<v128>(x4, w2, y1);
      y2 = madd<v128>(x6, w2, y2);
    }
    w += 16;
    const low = v128.load(limits);
    const high = v128.load(limits, 16);
    const yAt2 = y + 2 * pixelBytes;
    v128.store(y, clamp<v128>(y0, low, high));
    v128.store(y + pixelBytes, clamp<v128>(y1, low, high));
    v128.store(yAt2, clamp<v128>(y2, low, high));
  }
}
