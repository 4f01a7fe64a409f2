// 16 bytes at a time, what is left of a row one by one. No sum divided by 13 ends in a half, so that
// the twin's float32 and whole numbers round alike.

export function smooth(rgb: usize, output: usize, width: i32, height: i32): void {
  const rowBytes = <usize>(3 * width);
  memory.copy(output, rgb, rowBytes * <usize>height);
  for (let y: usize = 1; y + 1 < <usize>height; y++) {
    const end = (y + 1) * rowBytes - 3;
    let at = y * rowBytes + 3;
    for (; at + 16 <= end; at += 16) v128.store(output + at, smooth16(rgb + at, rowBytes));
    for (; at < end; at++) store<u8>(output + at, smoothByte(rgb + at, rowBytes));
  }
}

@inline
function smooth16(at: usize, rowBytes: usize): v128 {
  const a = v128.load(at - rowBytes - 3);
  const b = v128.load(at - rowBytes);
  const c = v128.load(at - rowBytes, 3);
  const d = v128.load(at - 3);
  const e = v128.load(at);
  const f = v128.load(at, 3);
  const g = v128.load(at + rowBytes - 3);
  const h = v128.load(at + rowBytes);
  const i = v128.load(at + rowBytes, 3);
  let low = addLow(addLow(addLow(i16x8.extend_low_i8x16_u(a), b), c), d);
  low = addLow(addLow(addLow(addLow(low, f), g), h), i);
  let high = addHigh(addHigh(addHigh(i16x8.extend_high_i8x16_u(a), b), c), d);
  high = addHigh(addHigh(addHigh(addHigh(high, f), g), h), i);
  return i8x16.narrow_i16x8_u(
    thirteenth(i16x8.add(low, fiveTimes(i16x8.extend_low_i8x16_u(e)))),
    thirteenth(i16x8.add(high, fiveTimes(i16x8.extend_high_i8x16_u(e)))),
  );
}

@inline
function addLow(sum: v128, bytes: v128): v128 {
  return i16x8.add(sum, i16x8.extend_low_i8x16_u(bytes));
}

@inline
function addHigh(sum: v128, bytes: v128): v128 {
  return i16x8.add(sum, i16x8.extend_high_i8x16_u(bytes));
}

@inline
function fiveTimes(value: v128): v128 {
  return i16x8.add(value, i16x8.shl(value, 2));
}

/** Rounded; 2521 / 32768 is close enough to 1 / 13 where sums are counted from the middle. */
@inline
function thirteenth(sum: v128): v128 {
  const fromMiddle = i16x8.sub(sum, i16x8.splat(13 * 128));
  return i16x8.add(i16x8.q15mulr_sat_s(fromMiddle, i16x8.splat(2521)), i16x8.splat(128));
}

@inline
function smoothByte(at: usize, rowBytes: usize): u8 {
  const sum =
    threeBytes(at - rowBytes) + threeBytes(at) + threeBytes(at + rowBytes) + 4 * <u32>load<u8>(at);
  return <u8>((sum + 6) / 13);
}

@inline
function threeBytes(at: usize): u32 {
  return <u32>load<u8>(at - 3) + <u32>load<u8>(at) + <u32>load<u8>(at, 3);
}
