// One output at any stride, all channels: for maps too narrow for a group.
import { QUAD, clamp, madd } from '../common/lanes';
import { LIMITS_BYTES } from './limits';
import { shortcutLanes } from './shortcut-lanes';

export function column1(
  x: usize, xRow: usize, xPixel: usize, packed: usize, y: usize, identity: usize, 
  identityChannels: usize, channels: usize,
): void {
  let w = packed + LIMITS_BYTES;
  const last = x + channels * 4;
  const shared = x + identityChannels * 4;
  for (; x < last; x += QUAD, y += QUAD, identity += QUAD) {
    let y0 = v128.load(w, 144);
    let row = x;
    for (const taps = w + 144; w < taps; w += 48, row += xRow) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const w2 = v128.load(w, 32);
      const x0 = v128.load(row);
      const x1 = v128.load(row + xPixel);
      const x2 = v128.load(row + 2 * xPixel);
      y0 = madd<v128>(x0, w0, y0);
      y0 = madd<v128>(x1, w1, y0);
      y0 = madd<v128>(x2, w2, y0);
    }
    w += 16;
    const low = v128.load(packed);
    const high = v128.load(packed, 16);
    y0 = clamp<v128>(y0, low, high);
    if (x < shared) {
      const lanes = shortcutLanes(shared - x);
      y0 = f32x4.add(y0, v128.and(lanes, v128.load(identity)));
    }
    v128.store(y, y0);
  }
}
