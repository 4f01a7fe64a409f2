// The classifier: y [N, Cout] = x [N, Cin] times filter + bias. Sums over many features are taken in
// runs and then added up, as one sum over a thousand float32 products would lose a digit.
//
// `packed` is that of pointwise.ts, its limits included.
import { clamp, madd, splat } from '../common/lanes';
import { LIMITS_BYTES } from './limits';

/** Features of a run. */
const RUN: usize = 64;

/** outChannels is a multiple of four. */
export function packedLinear(
  x: usize, packed: usize, y: usize, batch: usize, inChannels: usize, outChannels: usize,
): void {
  let panel = packed + LIMITS_BYTES;
  let column: usize = 0;
  while (column < outChannels) {
    const left = outChannels - column;
    const width: usize = left >= 16 ? 16 : left >= 8 ? 8 : 4;
    for (let n: usize = 0; n < batch; n++) {
      const from = x + n * inChannels * 4;
      const to = y + (n * outChannels + column) * 4;
      if (width == 16) row16(from, panel, packed, to, inChannels);
      else row4(from, panel, width * 4, packed, to, inChannels);
      if (width == 8) row4(from, panel + 16, width * 4, packed, to + 16, inChannels);
    }
    panel += (1 + inChannels) * width * 4;
    column += width;
  }
}

function row16(x: usize, panel: usize, limits: usize, y: usize, inChannels: usize): void {
  let y0 = v128.load(panel);
  let y1 = v128.load(panel, 16);
  let y2 = v128.load(panel, 32);
  let y3 = v128.load(panel, 48);
  let b = panel + 64;
  for (const end = x + inChannels * 4; x < end; ) {
    const runEnd = min<usize>(x + RUN * 4, end);
    let s0 = splat<v128>(0), s1 = s0, s2 = s0, s3 = s0;
    for (; x < runEnd; x += 4, b += 64) {
      const value = v128.load_splat<f32>(x);
      s0 = madd<v128>(value, v128.load(b), s0);
      s1 = madd<v128>(value, v128.load(b, 16), s1);
      s2 = madd<v128>(value, v128.load(b, 32), s2);
      s3 = madd<v128>(value, v128.load(b, 48), s3);
    }
    y0 = f32x4.add(y0, s0);
    y1 = f32x4.add(y1, s1);
    y2 = f32x4.add(y2, s2);
    y3 = f32x4.add(y3, s3);
  }
  const low = v128.load(limits);
  const high = v128.load(limits, 16);
  v128.store(y, clamp<v128>(y0, low, high));
  v128.store(y, clamp<v128>(y1, low, high), 16);
  v128.store(y, clamp<v128>(y2, low, high), 32);
  v128.store(y, clamp<v128>(y3, low, high), 48);
}

function row4(
  x: usize, panel: usize, step: usize, limits: usize, y: usize, inChannels: usize,
): void {
  let sum = v128.load(panel);
  let b = panel + step;
  for (const end = x + inChannels * 4; x < end; ) {
    const runEnd = min<usize>(x + RUN * 4, end);
    let s = splat<v128>(0);
    for (; x < runEnd; x += 4, b += step) {
      s = madd<v128>(v128.load_splat<f32>(x), v128.load(b), s);
    }
    sum = f32x4.add(sum, s);
  }
  v128.store(y, clamp<v128>(sum, v128.load(limits), v128.load(limits, 16)));
}
