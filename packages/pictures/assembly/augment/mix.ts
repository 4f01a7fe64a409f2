/** first + factor (second - first) of 16 bytes in float32, clamped and cut down. */
@inline
export function mix16(first: v128, second: v128, factor: v128): v128 {
  return i8x16.narrow_i16x8_u(
    mix8(i16x8.extend_low_i8x16_u(first), i16x8.extend_low_i8x16_u(second), factor),
    mix8(i16x8.extend_high_i8x16_u(first), i16x8.extend_high_i8x16_u(second), factor),
  );
}

@inline
function mix8(first: v128, second: v128, factor: v128): v128 {
  const difference = i16x8.sub(second, first);
  return i16x8.narrow_i32x4_s(
    mix4(i32x4.extend_low_i16x8_s(first), i32x4.extend_low_i16x8_s(difference), factor),
    mix4(i32x4.extend_high_i16x8_s(first), i32x4.extend_high_i16x8_s(difference), factor),
  );
}

@inline
function mix4(first: v128, difference: v128, factor: v128): v128 {
  const step = f32x4.mul(factor, f32x4.convert_i32x4_s(difference));
  return i32x4.trunc_sat_f32x4_s(f32x4.add(f32x4.convert_i32x4_s(first), step));
}
