// Four neighbouring outputs of a row at stride 1, all channels. Each row of taps is an iteration of a
// loop: V8 loads all operands of a straight piece of code first, and would spill with all nine taps.
import { QUAD, clamp, madd } from '../common/lanes';
import { LIMITS_BYTES } from './limits';
import { shortcutLanes } from './shortcut-lanes';

export function columns4(
  x: usize, xRow: usize, xPixel: usize, packed: usize, y: usize, yPixel: usize,
  identity: usize, identityPixel: usize, identityChannels: usize, channels: usize,
): void {
  let w = packed + LIMITS_BYTES;
  const last = x + channels * 4;
  const shared = x + identityChannels * 4;
  for (; x < last; x += QUAD, y += QUAD, identity += QUAD) {
    let y0 = v128.load(w, 144), y1 = y0, y2 = y0, y3 = y0;
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const at2 = row + 2 * xPixel;
      const at4 = at2 + 2 * xPixel;
      const x0 = v128.load(row);
      const x1 = v128.load(row + xPixel);
      const x2 = v128.load(at2);
      const x3 = v128.load(at2 + xPixel);
      const x4 = v128.load(at4);
      const x5 = v128.load(at4 + xPixel);
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
    const low = v128.load(packed);
    const high = v128.load(packed, 16);
    y0 = clamp<v128>(y0, low, high);
    y1 = clamp<v128>(y1, low, high);
    y2 = clamp<v128>(y2, low, high);
    y3 = clamp<v128>(y3, low, high);
    if (x < shared) {
      const lanes = shortcutLanes(shared - x);
      y0 = f32x4.add(y0, v128.and(lanes, v128.load(identity)));
      y1 = f32x4.add(y1, v128.and(lanes, v128.load(identity + identityPixel)));
      y2 = f32x4.add(y2, v128.and(lanes, v128.load(identity + 2 * identityPixel)));
      y3 = f32x4.add(y3, v128.and(lanes, v128.load(identity + 3 * identityPixel)));
    }
    v128.store(y, y0);
    v128.store(y + yPixel, y1);
    v128.store(y + 2 * yPixel, y2);
    v128.store(y + 3 * yPixel, y3);
  }
}
