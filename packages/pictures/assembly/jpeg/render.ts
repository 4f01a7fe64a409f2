// Planes to RGB, 16 pixels at a time, as libjpeg has it: with 16 fractional bits, rounded once a channel.
import { highPairs, lowPairs } from './pairs';
import { Plane } from './structs';
import { expandRow } from './upsample';

// With 16 fractional bits; where that is more than 16 bits hold, less a whole number.
const RED_OF_CR: i16 = <i16>(91881 - 0x10000);
const GREEN_OF_CB: i16 = -22554;
const GREEN_OF_CR: i16 = <i16>(0x10000 - 46802);
const BLUE_OF_CB: i16 = <i16>(116130 - 0x20000);

/**
 * A box of the picture of which the planes are Y, Cb and Cr, or R, G and B.
 *
 * @param planes `Plane` [3]
 * @param output u8 [bottom - top, right - left, 3], and 64 bytes
 */
export function renderColor(
  planes: usize, isYcc: bool, left: i32, top: i32, right: i32, bottom: i32, output: usize,
): void {
  for (let y = top; y < bottom; y++, output += 3 * (right - left)) {
    const a = expandRow(planeAt(planes, 0), y, left, right);
    const b = expandRow(planeAt(planes, 1), y, left, right);
    const c = expandRow(planeAt(planes, 2), y, left, right);
    if (isYcc) convertRow(a, b, c, output, right - left);
    else interleaveRow(a, b, c, output, right - left);
  }
}

/** As {@link renderColor}, of one plane. */
export function renderGrey(
  plane: Plane, left: i32, top: i32, right: i32, bottom: i32, output: usize,
): void {
  for (let y = top; y < bottom; y++, output += 3 * (right - left)) {
    const grey = expandRow(plane, y, left, right);
    interleaveRow(grey, grey, grey, output, right - left);
  }
}

@inline
function planeAt(planes: usize, index: usize): Plane {
  return changetype<Plane>(planes + index * offsetof<Plane>());
}

function interleaveRow(red: usize, green: usize, blue: usize, output: usize, pixels: i32): void {
  for (let x = 0; x < pixels; x += 16) {
    storePixels(output + 3 * x, v128.load(red + x), v128.load(green + x), v128.load(blue + x));
  }
}

function convertRow(luma: usize, cb: usize, cr: usize, output: usize, pixels: i32): void {
  const middle = i8x16.splat(-128);
  for (let x = 0; x < pixels; x += 16) {
    const y = v128.load(luma + x);
    // From 0..255 to -128..127.
    const b = v128.xor(v128.load(cb + x), middle);
    const r = v128.xor(v128.load(cr + x), middle);
    const yL = i16x8.extend_low_i8x16_u(y), yH = i16x8.extend_high_i8x16_u(y);
    const bL = i16x8.extend_low_i8x16_s(b), bH = i16x8.extend_high_i8x16_s(b);
    const rL = i16x8.extend_low_i8x16_s(r), rH = i16x8.extend_high_i8x16_s(r);
    storePixels(
      output + 3 * x,
      i8x16.narrow_i16x8_u(redOf(yL, rL), redOf(yH, rH)),
      i8x16.narrow_i16x8_u(greenOf(yL, bL, rL), greenOf(yH, bH, rH)),
      i8x16.narrow_i16x8_u(blueOf(yL, bL), blueOf(yH, bH)),
    );
  }
}

/** y + 1.402 cr */
@inline
function redOf(y: v128, cr: v128): v128 {
  return i16x8.add(i16x8.add(y, cr), halfRounded(cr, RED_OF_CR));
}

/** y + 1.772 cb */
@inline
function blueOf(y: v128, cb: v128): v128 {
  return i16x8.add(i16x8.add(y, i16x8.shl(cb, 1)), halfRounded(cb, BLUE_OF_CB));
}

/** y - 0.34414 cb - 0.71414 cr */
@inline
function greenOf(y: v128, cb: v128, cr: v128): v128 {
  const factors = pairOf(GREEN_OF_CB, GREEN_OF_CR);
  const half = i32x4.splat(1 << 15);
  const low = i32x4.add(i32x4.dot_i16x8_s(lowPairs(cb, cr), factors), half);
  const high = i32x4.add(i32x4.dot_i16x8_s(highPairs(cb, cr), factors), half);
  return i16x8.add(i16x8.sub(y, cr), whole(low, high));
}

/** The product with a factor of 16 fractional bits, rounded. */
@inline
function halfRounded(chroma: v128, factor: i16): v128 {
  const two = i16x8.splat(2);
  const factors = pairOf(factor, 1 << 14);
  return whole(
    i32x4.dot_i16x8_s(lowPairs(chroma, two), factors),
    i32x4.dot_i16x8_s(highPairs(chroma, two), factors),
  );
}

@inline
function whole(low: v128, high: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(low, 16), i32x4.shr_s(high, 16));
}

@inline
function pairOf(first: i16, second: i16): v128 {
  return i16x8(first, second, first, second, first, second, first, second);
}

/** 48 bytes, and four more. */
@inline
function storePixels(output: usize, red: v128, green: v128, blue: v128): void {
  const zero = i8x16.splat(0);
  const rgL = lowBytes(red, green), rgH = highBytes(red, green);
  const bL = lowBytes(blue, zero), bH = highBytes(blue, zero);
  v128.store(output, packed(lowPairs(rgL, bL)));
  v128.store(output, packed(highPairs(rgL, bL)), 12);
  v128.store(output, packed(lowPairs(rgH, bH)), 24);
  v128.store(output, packed(highPairs(rgH, bH)), 36);
}

@inline
function lowBytes(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

@inline
function highBytes(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** Four pixels of four bytes to 12 bytes. */
@inline
function packed(pixels: v128): v128 {
  return i8x16.swizzle(pixels, i8x16(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1));
}
