// Written by generate.mjs from templates/panel.mjs.
import { clamp, madd } from '../common/lanes';

/**
 * y[p] = act(start + x[p] times filter [channels, 8]), pixels and offsets as in pointwise.ts.
 * start is the bias, behind which the filter stands.
 */
export function panel4x8(
  x: usize, xOffsets: usize, pixels: usize, start: usize, limits: usize,
  y: usize, yOffsets: usize, channels: usize,
): void {
  const bytes = channels * 4;
  for (; pixels >= 4; pixels -= 4, xOffsets += 16, yOffsets += 16) {
    let c00 = v128.load(start);
    let c01 = v128.load(start, 16);
    let c10 = c00;
    let c11 = c01;
    let c20 = c00;
    let c21 = c01;
    let c30 = c00;
    let c31 = c01;
    let a0 = x + load<u32>(xOffsets);
    let a1 = x + load<u32>(xOffsets, 4);
    let a2 = x + load<u32>(xOffsets, 8);
    let a3 = x + load<u32>(xOffsets, 12);
    let b = start + 32;
    for (const end = a0 + bytes; a0 < end; ) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      const x0 = v128.load_splat<f32>(a0);
      const x1 = v128.load_splat<f32>(a1);
      const x2 = v128.load_splat<f32>(a2);
      const x3 = v128.load_splat<f32>(a3);
      c00 = madd<v128>(x0, b0, c00);
      c01 = madd<v128>(x0, b1, c01);
      c10 = madd<v128>(x1, b0, c10);
      c11 = madd<v128>(x1, b1, c11);
      c20 = madd<v128>(x2, b0, c20);
      c21 = madd<v128>(x2, b1, c21);
      c30 = madd<v128>(x3, b0, c30);
      c31 = madd<v128>(x3, b1, c31);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      b += 32;
    }
    const low = v128.load(limits);
    const high = v128.load(limits, 16);
    let out = y + load<u32>(yOffsets);
    v128.store(out, clamp<v128>(c00, low, high));
    v128.store(out, clamp<v128>(c01, low, high), 16);
    out = y + load<u32>(yOffsets, 4);
    v128.store(out, clamp<v128>(c10, low, high));
    v128.store(out, clamp<v128>(c11, low, high), 16);
    out = y + load<u32>(yOffsets, 8);
    v128.store(out, clamp<v128>(c20, low, high));
    v128.store(out, clamp<v128>(c21, low, high), 16);
    out = y + load<u32>(yOffsets, 12);
    v128.store(out, clamp<v128>(c30, low, high));
    v128.store(out, clamp<v128>(c31, low, high), 16);
  }
  for (; pixels; pixels--, xOffsets += 4, yOffsets += 4) {
    one(x, xOffsets, start, limits, y, yOffsets, bytes);
  }
}

function one(
  x: usize, xOffsets: usize, start: usize, limits: usize,
  y: usize, yOffsets: usize, bytes: usize,
): void {
  let c00 = v128.load(start);
  let c01 = v128.load(start, 16);
  let a0 = x + load<u32>(xOffsets);
  let b = start + 32;
  for (const end = a0 + bytes; a0 < end; ) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<f32>(a0);
    c00 = madd<v128>(x0, b0, c00);
    c01 = madd<v128>(x0, b1, c01);
    a0 += 4;
    b += 32;
  }
  const low = v128.load(limits);
  const high = v128.load(limits, 16);
  let out = y + load<u32>(yOffsets);
  v128.store(out, clamp<v128>(c00, low, high));
  v128.store(out, clamp<v128>(c01, low, high), 16);
}
