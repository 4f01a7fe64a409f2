// Written by generate.mjs from templates/panel.mjs.
import { clamp, madd } from '../common/lanes';

/**
 * y[p] = act(start + x[p] times filter [channels, 16]), pixels and offsets as in pointwise.ts.
 * start is the bias, behind which the filter stands.
 */
export function panel2x16(
  x: usize, xOffsets: usize, pixels: usize, start: usize, limits: usize,
  y: usize, yOffsets: usize, channels: usize,
): void {
  const bytes = channels * 4;
  for (; pixels >= 2; pixels -= 2, xOffsets += 8, yOffsets += 8) {
    let c00 = v128.load(start);
    let c01 = v128.load(start, 16);
    let c02 = v128.load(start, 32);
    let c03 = v128.load(start, 48);
    let c10 = c00;
    let c11 = c01;
    let c12 = c02;
    let c13 = c03;
    let a0 = x + load<u32>(xOffsets);
    let a1 = x + load<u32>(xOffsets, 4);
    let b = start + 64;
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
    const low = v128.load(limits);
    const high = v128.load(limits, 16);
    let out = y + load<u32>(yOffsets);
    v128.store(out, clamp<v128>(c00, low, high));
    v128.store(out, clamp<v128>(c01, low, high), 16);
    v128.store(out, clamp<v128>(c02, low, high), 32);
    v128.store(out, clamp<v128>(c03, low, high), 48);
    out = y + load<u32>(yOffsets, 4);
    v128.store(out, clamp<v128>(c10, low, high));
    v128.store(out, clamp<v128>(c11, low, high), 16);
    v128.store(out, clamp<v128>(c12, low, high), 32);
    v128.store(out, clamp<v128>(c13, low, high), 48);
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
  let c02 = v128.load(start, 32);
  let c03 = v128.load(start, 48);
  let a0 = x + load<u32>(xOffsets);
  let b = start + 64;
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
  const low = v128.load(limits);
  const high = v128.load(limits, 16);
  let out = y + load<u32>(yOffsets);
  v128.store(out, clamp<v128>(c00, low, high));
  v128.store(out, clamp<v128>(c01, low, high), 16);
  v128.store(out, clamp<v128>(c02, low, high), 32);
  v128.store(out, clamp<v128>(c03, low, high), 48);
}
