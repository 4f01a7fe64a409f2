// Written by generate.mjs from templates/depthwise-columns.mjs.
import { QUAD, madd } from '../common/lanes';

/** y = convolution + bias + identity of 4 pixels, for `bytes` of channels. */
export function columns4Stride1Shortcut(
  x: usize, xRow: usize, pixelBytes: usize, w: usize, identity: usize, y: usize, bytes: usize,
): void {
  for (const last = x + bytes; x < last; x += QUAD, y += QUAD, identity += QUAD) {
    const bias = v128.load(w, 144);
    const identityAt2 = identity + 2 * pixelBytes;
    let y0 = f32x4.add(bias, v128.load(identity));
    let y1 = f32x4.add(bias, v128.load(identity + pixelBytes));
    let y2 = f32x4.add(bias, v128.load(identityAt2));
    let y3 = f32x4.add(bias, v128.load(identityAt2 + pixelBytes));
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const rowAt2 = row + 2 * pixelBytes;
      const rowAt4 = rowAt2 + 2 * pixelBytes;
      const x0 = v128.load(row);
      const x1 = v128.load(row + pixelBytes);
      const x2 = v128.load(rowAt2);
      const x3 = v128.load(rowAt2 + pixelBytes);
      const x4 = v128.load(rowAt4);
      const x5 = v128.load(rowAt4 + pixelBytes);
      y0 = madd<v128>(x0, w0, y0);
      y1 = madd<v128>(x1, w0, y1);
      y2 = madd<v128>(x2, w0, y2);
      y3 = madd<v128>(x3, w0, y3);
      y0 = madd<v128>(x1, w1, y0);
      y1 = madd<v128>(x2, w1, y1);
      y2 = madd<v128>(x3, w1, y2);
      y3 = madd<v128>(x4, w1, y3);
      y0 = madd<v128>(x2, w2, y0);
      y1 = madd<v128>(x3, w2, y1);
      y2 = madd<v128>(x4, w2, y2);
      y3 = madd<v128>(x5, w2, y3);
    }
    w += 16;
    const yAt2 = y + 2 * pixelBytes;
    v128.store(y, y0);
    v128.store(y + pixelBytes, y1);
    v128.store(yAt2, y2);
    v128.store(yAt2 + pixelBytes, y3);
  }
}
