// Four neighbouring outputs of a row at stride 1. Each row of taps is an iteration of a loop: V8
// loads all operands of a straight piece of code first, and would spill with all nine taps. Few
// parameters, so that all addresses stay in registers.
import { QUAD, clamp, madd } from '../common/lanes';

/** y = act(convolution + bias) for `bytes` of channels. */
export function columns4(
  x: usize, xRow: usize, pixelBytes: usize, w: usize, limits: usize, y: usize, bytes: usize,
): void {
  for (const last = x + bytes; x < last; x += QUAD, y += QUAD) {
    let y0 = v128.load(w, 144), y1 = y0, y2 = y0, y3 = y0;
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const at2 = row + 2 * pixelBytes;
      const at4 = at2 + 2 * pixelBytes;
      const x0 = v128.load(row);
      const x1 = v128.load(row + pixelBytes);
      const x2 = v128.load(at2);
      const x3 = v128.load(at2 + pixelBytes);
      const x4 = v128.load(at4);
      const x5 = v128.load(at4 + pixelBytes);
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
    const low = v128.load(limits);
    const high = v128.load(limits, 16);
    const out2 = y + 2 * pixelBytes;
    v128.store(y, clamp<v128>(y0, low, high));
    v128.store(y + pixelBytes, clamp<v128>(y1, low, high));
    v128.store(out2, clamp<v128>(y2, low, high));
    v128.store(out2 + pixelBytes, clamp<v128>(y3, low, high));
  }
}

/** y = convolution + bias + identity for `bytes` of channels. */
export function columns4Shortcut(
  x: usize, xRow: usize, pixelBytes: usize, w: usize, identity: usize, y: usize, bytes: usize,
): void {
  for (const last = x + bytes; x < last; x += QUAD, y += QUAD, identity += QUAD) {
    const bias = v128.load(w, 144);
    const from2 = identity + 2 * pixelBytes;
    let y0 = f32x4.add(bias, v128.load(identity));
    let y1 = f32x4.add(bias, v128.load(identity + pixelBytes));
    let y2 = f32x4.add(bias, v128.load(from2));
    let y3 = f32x4.add(bias, v128.load(from2 + pixelBytes));
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const at2 = row + 2 * pixelBytes;
      const at4 = at2 + 2 * pixelBytes;
      const x0 = v128.load(row);
      const x1 = v128.load(row + pixelBytes);
      const x2 = v128.load(at2);
      const x3 = v128.load(at2 + pixelBytes);
      const x4 = v128.load(at4);
      const x5 = v128.load(at4 + pixelBytes);
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
    const out2 = y + 2 * pixelBytes;
    v128.store(y, y0);
    v128.store(y + pixelBytes, y1);
    v128.store(out2, y2);
    v128.store(out2 + pixelBytes, y3);
  }
}
