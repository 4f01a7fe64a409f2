// Pixels are read and written four bytes at a time, from left to right: the fourth byte belongs to
// the next pixel, which is written after, and behind the picture there is room.

@inline
export function copyPixel(to: usize, from: usize): void {
  store<u32>(to, load<u32>(from));
}

/** `fill` is red, green, blue in a word. */
@inline
export function fillPixels(at: usize, pixels: i32, fill: u32): void {
  for (let i = 0; i < pixels; i++, at += 3) store<u32>(at, fill);
}

/** Red, green, blue and a fourth as i32. */
@inline
export function loadPixel(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
}

/** Clamps and stores i32. */
@inline
export function storePixel(at: usize, pixel: v128): void {
  const halves = i16x8.narrow_i32x4_s(pixel, pixel);
  v128.store32_lane(at, i8x16.narrow_i16x8_u(halves, halves), 0);
}

/** Red and green as f64. */
@inline
export function redGreen(pixel: v128): v128 {
  return f64x2.convert_low_i32x4_s(pixel);
}

/** Blue and a fourth as f64. */
@inline
export function blueOf(pixel: v128): v128 {
  return f64x2.convert_low_i32x4_s(v128.shuffle<i64>(pixel, pixel, 1, 1));
}

/** Cut down to i32. */
@inline
export function toPixel(redGreen: v128, blue: v128): v128 {
  return v128.shuffle<i64>(
    i32x4.trunc_sat_f64x2_s_zero(redGreen),
    i32x4.trunc_sat_f64x2_s_zero(blue),
    0,
    2,
  );
}

/** A position inside the picture: beyond its edge the outermost pixel is repeated. */
@inline
export function clampTo(position: i32, length: i32): i32 {
  return max(0, min(position, length - 1));
}
