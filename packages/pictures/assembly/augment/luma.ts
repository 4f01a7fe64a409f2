import { mix16 } from './mix';

// Four pixels, 12 bytes, at a time; a tail reads up to 13 bytes behind and writes up to 13.

export function luma(rgb: usize, output: usize, pixels: usize): void {
  for (let i: usize = 0; i < pixels; i += 4) {
    const levels = luma4(v128.load(rgb + 3 * i));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(levels, levels), levels);
    v128.store32_lane(output + i, bytes, 0);
  }
}

/** The four sums of a lane are emptied before they may overflow. */
const PIXELS_A_BLOCK: usize = 1 << 22;

export function lumaSum(rgb: usize, pixels: usize): f64 {
  let total: f64 = 0;
  const whole = pixels & ~3;
  for (let begin: usize = 0; begin < whole; begin += PIXELS_A_BLOCK) {
    const end = min(whole, begin + PIXELS_A_BLOCK);
    let sums = i32x4.splat(0);
    for (let i = begin; i < end; i += 4) sums = i32x4.add(sums, luma4(v128.load(rgb + 3 * i)));
    total += <f64>(<u64>i32x4.extract_lane(sums, 0) + <u64>i32x4.extract_lane(sums, 1));
    total += <f64>(<u64>i32x4.extract_lane(sums, 2) + <u64>i32x4.extract_lane(sums, 3));
  }
  for (let at = rgb + 3 * whole; at < rgb + 3 * pixels; at += 3) {
    const weighted =
      19595 * <u32>load<u8>(at) + 38470 * <u32>load<u8>(at, 1) + 7471 * <u32>load<u8>(at, 2);
    total += <f64>((weighted + 0x8000) >> 16);
  }
  return total;
}

export function blendLuma(rgb: usize, output: usize, pixels: usize, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (let i: usize = 0; i < 3 * pixels; i += 12) {
    const bytes = v128.load(rgb + i);
    v128.store(output + i, mix16(grey4(bytes), bytes, factors));
  }
}

export function grey(rgb: usize, output: usize, pixels: usize): void {
  for (let i: usize = 0; i < 3 * pixels; i += 12) {
    v128.store(output + i, grey4(v128.load(rgb + i)));
  }
}

/** The L of the first four pixels, in all channels. */
@inline
function grey4(bytes: v128): v128 {
  const thrice = i8x16(0, 0, 0, 4, 4, 4, 8, 8, 8, 12, 12, 12, -1, -1, -1, -1);
  return i8x16.swizzle(luma4(bytes), thrice);
}

/** The L of the first four pixels, as i32. Green's weight, too large for 16 bits, is taken twice. */
@inline
function luma4(bytes: v128): v128 {
  const redGreen = i8x16.swizzle(
    bytes,
    i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1),
  );
  const blueGreen = i8x16.swizzle(
    bytes,
    i8x16(2, -1, 1, -1, 5, -1, 4, -1, 8, -1, 7, -1, 11, -1, 10, -1),
  );
  const weighted = i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8(19595, 19235, 19595, 19235, 19595, 19235, 19595, 19235)),
    i32x4.dot_i16x8_s(blueGreen, i16x8(7471, 19235, 7471, 19235, 7471, 19235, 7471, 19235)),
  );
  return i32x4.shr_u(i32x4.add(weighted, i32x4.splat(0x8000)), 16);
}
