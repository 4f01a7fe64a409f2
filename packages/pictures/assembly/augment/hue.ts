// Four pixels, 12 bytes, at a time; a tail reads up to 13 bytes behind and writes up to 13. Where the
// original has double, so has this, two lanes at a time; the rest is float32.

/** To HSV bytes, `offset` onto the hue modulo 256, and back. */
export function shiftHue(rgb: usize, output: usize, pixels: usize, offset: i32): void {
  // The hue is the lowest of a lane's bytes, each of which is added alone.
  const offsets = i32x4.splat(offset);
  for (let i: usize = 0; i < 3 * pixels; i += 12) {
    v128.store(output + i, toRgb(i8x16.add(toHsv(v128.load(rgb + i)), offsets)));
  }
}

export function rgbToHsv(rgb: usize, output: usize, pixels: usize): void {
  for (let i: usize = 0; i < 3 * pixels; i += 12) {
    v128.store(output + i, packed(toHsv(v128.load(rgb + i))));
  }
}

export function hsvToRgb(hsv: usize, output: usize, pixels: usize): void {
  for (let i: usize = 0; i < 3 * pixels; i += 12) {
    const bytes = v128.load(hsv + i);
    const pixels = i8x16(0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1);
    v128.store(output + i, toRgb(i8x16.swizzle(bytes, pixels)));
  }
}

/** Lanes of 32 bits to 12 bytes. */
@inline
function packed(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
}

/** 12 bytes to lanes of 32 bits. */
@inline
function toHsv(bytes: v128): v128 {
  const red = i8x16.swizzle(bytes, spread(0));
  const green = i8x16.swizzle(bytes, spread(1));
  const blue = i8x16.swizzle(bytes, spread(2));
  const value = i32x4.max_s(i32x4.max_s(red, green), blue);
  const range = i32x4.sub(value, i32x4.min_s(i32x4.min_s(red, green), blue));
  const saturation = i32x4.shl(saturationOf(value, range), 8);
  const hue = hueOf(red, green, blue, value, range);
  return v128.or(v128.or(hue, saturation), i32x4.shl(value, 16));
}

/** Takes every third byte from `first` to a lane of 32 bits. */
@inline
function spread(first: i8): v128 {
  const bytes = i8x16(0, -1, -1, -1, 3, -1, -1, -1, 6, -1, -1, -1, 9, -1, -1, -1);
  return i8x16.add_sat_u(bytes, i8x16.splat(first));
}

/** 0 where all channels are equal: what is not a number is cut down to 0. */
@inline
function hueOf(red: v128, green: v128, blue: v128, value: v128, range: v128): v128 {
  const ranges = f32x4.convert_i32x4_s(range);
  const lackOfRed = lack(red, value, ranges);
  const lackOfGreen = lack(green, value, ranges);
  const lackOfBlue = lack(blue, value, ranges);
  const one = f32x4.splat(1);
  const three = f32x4.splat(3);
  // Two of the lacks are 0 and 1, so that one addition, with one rounding, gives each sum.
  const fromRed = f32x4.sub(lackOfBlue, lackOfGreen);
  const fromGreen = v128.bitselect(
    f32x4.sub(three, lackOfBlue),
    f32x4.add(one, lackOfRed),
    f32x4.eq(lackOfRed, one),
  );
  const fromBlue = v128.bitselect(
    f32x4.sub(f32x4.splat(5), lackOfRed),
    f32x4.add(three, lackOfGreen),
    f32x4.eq(lackOfGreen, one),
  );
  const sixths = v128.bitselect(
    fromRed,
    v128.bitselect(fromGreen, fromBlue, i32x4.eq(green, value)),
    i32x4.eq(red, value),
  );
  return joined(turnByte(lowHalf(sixths)), turnByte(highHalf(sixths)));
}

@inline
function lack(channel: v128, value: v128, ranges: v128): v128 {
  return f32x4.div(f32x4.convert_i32x4_s(i32x4.sub(value, channel)), ranges);
}

/** Sixths of a turn, f64, to 255ths. */
@inline
function turnByte(sixths: v128): v128 {
  const shifted = f64x2.add(f64x2.div(sixths, f64x2.splat(6)), f64x2.splat(1));
  const turn = f32x4.demote_f64x2_zero(f64x2.sub(shifted, f64x2.floor(shifted)));
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(f64x2.splat(255), lowHalf(turn)));
}

@inline
function saturationOf(value: v128, range: v128): v128 {
  const share = f32x4.div(f32x4.convert_i32x4_s(range), f32x4.convert_i32x4_s(value));
  const full = f64x2.splat(255);
  return joined(
    i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(full, lowHalf(share))),
    i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(full, highHalf(share))),
  );
}

/** Lanes of 32 bits to 12 bytes. */
@inline
function toRgb(hsv: v128): v128 {
  const byte = i32x4.splat(255);
  const hue = v128.and(hsv, byte);
  const saturation = v128.and(i32x4.shr_u(hsv, 8), byte);
  const value = i32x4.shr_u(hsv, 16);
  const sixths = i32x4.add(i32x4.shl(hue, 2), i32x4.shl(hue, 1));
  // A quotient by 255 of what has 16 bits.
  const sum = i32x4.add(i32x4.add(sixths, i32x4.splat(1)), i32x4.shr_u(sixths, 8));
  const sector = i32x4.shr_u(sum, 8);
  const rest = i32x4.sub(sixths, i32x4.sub(i32x4.shl(sector, 8), sector));
  const full = f32x4.splat(255);
  const fraction = f32x4.div(f32x4.convert_i32x4_s(rest), full);
  const share = f32x4.div(f32x4.convert_i32x4_s(saturation), full);
  const falling = f32x4.mul(share, fraction);
  const values = f32x4.convert_i32x4_s(value);
  const low = joined(
    lessened(lowHalf(values), lowHalf(share)),
    lessened(highHalf(values), highHalf(share)),
  );
  // In odd sectors the third channel falls, in even ones it rises.
  const isOdd = i32x4.ne(v128.and(sector, i32x4.splat(1)), i32x4.splat(0));
  const between = v128.bitselect(
    joined(
      lessened(lowHalf(values), lowHalf(falling)),
      lessened(highHalf(values), highHalf(falling)),
    ),
    joined(
      lessened(lowHalf(values), rising(lowHalf(share), lowHalf(fraction))),
      lessened(highHalf(values), rising(highHalf(share), highHalf(fraction))),
    ),
    isOdd,
  );
  const in0 = v128.or(
    i32x4.eq(sector, i32x4.splat(0)),
    i32x4.eq(sector, i32x4.splat(6)),
  );
  const in1 = i32x4.eq(sector, i32x4.splat(1));
  const in2 = i32x4.eq(sector, i32x4.splat(2));
  const in3 = i32x4.eq(sector, i32x4.splat(3));
  const in4 = i32x4.eq(sector, i32x4.splat(4));
  const in5 = i32x4.eq(sector, i32x4.splat(5));
  const red = chosen(value, between, low, v128.or(in0, in5), v128.or(in1, in4));
  const green = chosen(value, between, low, v128.or(in1, in2), v128.or(in0, in3));
  const blue = chosen(value, between, low, v128.or(in3, in4), v128.or(in2, in5));
  return packed(v128.or(red, v128.or(i32x4.shl(green, 8), i32x4.shl(blue, 16))));
}

@inline
function rising(share: v128, fraction: v128): v128 {
  return f64x2.mul(share, f64x2.sub(f64x2.splat(1), fraction));
}

/** value (1 - share) in f64, rounded. */
@inline
function lessened(value: v128, share: v128): v128 {
  const product = f64x2.mul(value, f64x2.sub(f64x2.splat(1), share));
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.add(product, f64x2.splat(0.5)));
}

@inline
function chosen(value: v128, between: v128, low: v128, isValue: v128, isBetween: v128): v128 {
  return v128.bitselect(value, v128.bitselect(between, low, isBetween), isValue);
}

@inline
function lowHalf(values: v128): v128 {
  return f64x2.promote_low_f32x4(values);
}

@inline
function highHalf(values: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(values, values, 1, 1));
}

@inline
function joined(low: v128, high: v128): v128 {
  return v128.shuffle<i64>(low, high, 0, 2);
}
