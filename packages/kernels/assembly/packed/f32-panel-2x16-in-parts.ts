// Written by generate.mjs from templates/panel.mjs.
import { clamp, madd } from '../common/lanes';

/**
 * y[p] = act(start + x[p] times filter [channels, 16]), pixels and offsets as in pointwise.ts.
 * start is the bias, or 0 for a sum that goes on from what stands in y; limits 0 leaves the
 * activation to a later part of the sum.
 */
export function panel2x16InParts(
  x: usize, xOffsets: usize, pixels: usize, start: usize, filter: usize, limits: usize,
  y: usize, yOffsets: usize, channels: usize,
): void {
  const bytes = channels * 4;
  let next = filter + channels * 64;
  const readable = min<usize>(next + channels * 64, <usize>memory.size() << 16);
  // Lines of the next filter for each iteration.
  const ahead: usize = (2 * channels / pixels + 1) * 64;
  for (; pixels >= 2; pixels -= 2, xOffsets += 8, yOffsets += 8) {
    for (const end = min<usize>(next + ahead, readable); next < end; next += 64) load<u32>(next);
    const out0 = y + load<u32>(yOffsets);
    const out1 = y + load<u32>(yOffsets, 4);
    const from0 = start ? start : out0;
    const from1 = start ? start : out1;
    let c00 = v128.load(from0);
    let c01 = v128.load(from0, 16);
    let c02 = v128.load(from0, 32);
    let c03 = v128.load(from0, 48);
    let c10 = v128.load(from1);
    let c11 = v128.load(from1, 16);
    let c12 = v128.load(from1, 32);
    let c13 = v128.load(from1, 48);
    let a0 = x + load<u32>(xOffsets);
    let a1 = x + load<u32>(xOffsets, 4);
    let b = filter;
    for (const end = a0 + bytes; a0 < end; ) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const b2 = v128.load(b, 32);
      const b3 = v128.load(b, 48);
      const x0 = v128.load_splat<f32>(a0);
      const x1 = v128.load_splat<f32>(a1);
      c00 = madd<v128>(x0, b0, c00);
      c01 = madd<v128>(x0, b1, c01);
      c02 = madd<v128>(x0, b2, c02);
      c03 = madd<v128>(x0, b3, c03);
      c10 = madd<v128>(x1, b0, c10);
      c11 = madd<v128>(x1, b1, c11);
      c12 = madd<v128>(x1, b2, c12);
      c13 = madd<v128>(x1, b3, c13);
      a0 += 4;
      a1 += 4;
      b += 64;
    }
    if (limits) {
      const low = v128.load(limits);
      const high = v128.load(limits, 16);
      c00 = clamp<v128>(c00, low, high);
      c01 = clamp<v128>(c01, low, high);
      c02 = clamp<v128>(c02, low, high);
      c03 = clamp<v128>(c03, low, high);
      c10 = clamp<v128>(c10, low, high);
      c11 = clamp<v128>(c11, low, high);
      c12 = clamp<v128>(c12, low, high);
      c13 = clamp<v128>(c13, low, high);
    }
    v128.store(out0, c00);
    v128.store(out0, c01, 16);
    v128.store(out0, c02, 32);
    v128.store(out0, c03, 48);
    v128.store(out1, c10);
    v128.store(out1, c11, 16);
    v128.store(out1, c12, 32);
    v128.store(out1, c13, 48);
  }
  for (; pixels; pixels--, xOffsets += 4, yOffsets += 4) {
    one(x, xOffsets, start, filter, limits, y, yOffsets, bytes);
  }
}

function one(
  x: usize, xOffsets: usize, start: usize, filter: usize, limits: usize,
  y: usize, yOffsets: usize, bytes: usize,
): void {
  const out0 = y + load<u32>(yOffsets);
  const from0 = start ? start : out0;
  let c00 = v128.load(from0);
  let c01 = v128.load(from0, 16);
  let c02 = v128.load(from0, 32);
  let c03 = v128.load(from0, 48);
  let a0 = x + load<u32>(xOffsets);
  let b = filter;
  for (const end = a0 + bytes; a0 < end; ) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const x0 = v128.load_splat<f32>(a0);
    c00 = madd<v128>(x0, b0, c00);
    c01 = madd<v128>(x0, b1, c01);
    c02 = madd<v128>(x0, b2, c02);
    c03 = madd<v128>(x0, b3, c03);
    a0 += 4;
    b += 64;
  }
  if (limits) {
    const low = v128.load(limits);
    const high = v128.load(limits, 16);
    c00 = clamp<v128>(c00, low, high);
    c01 = clamp<v128>(c01, low, high);
    c02 = clamp<v128>(c02, low, high);
    c03 = clamp<v128>(c03, low, high);
  }
  v128.store(out0, c00);
  v128.store(out0, c01, 16);
  v128.store(out0, c02, 32);
  v128.store(out0, c03, 48);
}
