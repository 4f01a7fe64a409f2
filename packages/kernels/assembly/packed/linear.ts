// The classifier: y [N, Cout] = x [N, Cin] times filter + bias. Sums over many features are taken in
// runs and then added up, as one sum over a thousand float32 products would lose a digit.
//
// `packed` is that of pointwise.ts, its limits included.
import { clamp, madd, splat } from '../common/lanes';
import { LIMITS_BYTES } from './limits';

/** Features of a run. */
const RUN: usize = 64;

/**
 * Computes columns `from` up to, not including, `to` of y. Both are multiples of 32, or outChannels,
 * which is a multiple of four.
 */
export function packedLinear(
  x: usize, packed: usize, y: usize, batch: usize, inChannels: usize, outChannels: usize,
  from: usize, to: usize,
): void {
  let panel = packed + LIMITS_BYTES + from * (1 + inChannels) * 4;
  let column = from;
  // Two panels at once, as the processor fetches two streams faster than one.
  const panelBytes: usize = (1 + inChannels) * 64;
  for (; column + 32 <= to; column += 32, panel += 2 * panelBytes) {
    for (let n: usize = 0; n < batch; n++) {
      const at = y + (n * outChannels + column) * 4;
      row32(x + n * inChannels * 4, panel, panel + panelBytes, packed, at, inChannels);
    }
  }
  while (column < to) {
    const left = to - column;
    const width: usize = left >= 16 ? 16 : left >= 8 ? 8 : 4;
    for (let n: usize = 0; n < batch; n++) {
      const features = x + n * inChannels * 4;
      const at = y + (n * outChannels + column) * 4;
      for (let k: usize = 0; k < width * 4; k += 16) {
        row4(features, panel + k, width * 4, packed, at + k, inChannels);
      }
    }
    panel += (1 + inChannels) * width * 4;
    column += width;
  }
}

function row32(
  x: usize, left: usize, right: usize, limits: usize, y: usize, inChannels: usize,
): void {
  let y0 = v128.load(left);
  let y1 = v128.load(left, 16);
  let y2 = v128.load(left, 32);
  let y3 = v128.load(left, 48);
  let y4 = v128.load(right);
  let y5 = v128.load(right, 16);
  let y6 = v128.load(right, 32);
  let y7 = v128.load(right, 48);
  left += 64;
  right += 64;
  for (const end = x + inChannels * 4; x < end; ) {
    const runEnd = min<usize>(x + RUN * 4, end);
    let s0 = splat<v128>(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    for (; x < runEnd; x += 4, left += 64, right += 64) {
      const value = v128.load_splat<f32>(x);
      s0 = madd<v128>(value, v128.load(left), s0);
      s1 = madd<v128>(value, v128.load(left, 16), s1);
      s2 = madd<v128>(value, v128.load(left, 32), s2);
      s3 = madd<v128>(value, v128.load(left, 48), s3);
      s4 = madd<v128>(value, v128.load(right), s4);
      s5 = madd<v128>(value, v128.load(right, 16), s5);
      s6 = madd<v128>(value, v128.load(right, 32), s6);
      s7 = madd<v128>(value, v128.load(right, 48), s7);
    }
    y0 = f32x4.add(y0, s0);
    y1 = f32x4.add(y1, s1);
    y2 = f32x4.add(y2, s2);
    y3 = f32x4.add(y3, s3);
    y4 = f32x4.add(y4, s4);
    y5 = f32x4.add(y5, s5);
    y6 = f32x4.add(y6, s6);
    y7 = f32x4.add(y7, s7);
  }
  const low = v128.load(limits);
  const high = v128.load(limits, 16);
  v128.store(y, clamp<v128>(y0, low, high));
  v128.store(y, clamp<v128>(y1, low, high), 16);
  v128.store(y, clamp<v128>(y2, low, high), 32);
  v128.store(y, clamp<v128>(y3, low, high), 48);
  v128.store(y, clamp<v128>(y4, low, high), 64);
  v128.store(y, clamp<v128>(y5, low, high), 80);
  v128.store(y, clamp<v128>(y6, low, high), 96);
  v128.store(y, clamp<v128>(y7, low, high), 112);
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
