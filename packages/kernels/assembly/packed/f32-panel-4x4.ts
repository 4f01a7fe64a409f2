// Written by generate.mjs from templates/panel.mjs.
import { clamp, madd } from '../common/lanes';

/**
 * y[p] = act(start + x[p] times filter [channels, 4]), pixels and offsets as in pointwise.ts.
 * start is the bias, behind which the filter stands.
 */
export function panel4x4(
  x: usize, xOffsets: usize, pixels: usize, start: usize, limits: usize,
  y: usize, yOffsets: usize, channels: usize,
): void {
  const bytes = channels * 4;
  for (; pixels >= 4; pixels -= 4, xOffsets += 16, yOffsets += 16) {
    let c00 = v128.load(start);
    let c10 = c00;
    let c20 = c00;
    let c30 = c00;
    let a0 = x + load<u32>(xOffsets);
    let a1 = x + load<u32>(xOffsets, 4);
    let a2 = x + load<u32>(xOffsets, 8);
    let a3 = x + load<u32>(xOffsets, 12);
    let b = start + 16;
    for (const end = a0 + bytes; a0 < end; ) {
      const b0 = v128.load(b);
      const x0 = v128.load_splat<f32>(a0);
      const x1 = v128.load_splat<f32>(a1);
      const x2 = v128.load_splat<f32>(a2);
      const x3 = v128.load_splat<f32>(a3);
      c00 = madd<v128>(x0, b0, c00);
      c10 = madd<v128>(x1, b0, c10);
      c20 = madd<v128>(x2, b0, c20);
      c30 = madd<v128>(x3, b0, c30);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      b += 16;
    }
    const low = v128.load(limits);
    const high = v128.load(limits, 16);
    let out = y + load<u32>(yOffsets);
    v128.store(out, clamp<v128>(c00, low, high));
    out = y + load<u32>(yOffsets, 4);
    v128.store(out, clamp<v128>(c10, low, high));
    out = y + load<u32>(yOffsets, 8);
    v128.store(out, clamp<v128>(c20, low, high));
    out = y + load<u32>(yOffsets, 12);
    v128.store(out, clamp<v128>(c30, low, high));
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
  let a0 = x + load<u32>(xOffsets);
  let b = start + 16;
  for (const end = a0 + bytes; a0 < end; ) {
    const b0 = v128.load(b);
    const x0 = v128.load_splat<f32>(a0);
    c00 = madd<v128>(x0, b0, c00);
    a0 += 4;
    b += 16;
  }
  const low = v128.load(limits);
  const high = v128.load(limits, 16);
  let out = y + load<u32>(yOffsets);
  v128.store(out, clamp<v128>(c00, low, high));
}
