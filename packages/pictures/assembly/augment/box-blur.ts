import { clampTo, loadPixel, storePixel } from './pixels';

// Sums are unsigned, as a sum times `weight` may fill all 32 bits.

/** Pixel by pixel, all channels at once. */
export function blurRows(
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  radius: i32,
  weight: i32,
  edgeWeight: i32,
): void {
  const weights = i32x4.splat(weight);
  const edgeWeights = i32x4.splat(edgeWeight);
  let to = output;
  for (let y = 0; y < height; y++) {
    const row = rgb + 3 * width * y;
    let sum = i32x4.splat(0);
    for (let i = -radius; i <= radius; i++) {
      sum = i32x4.add(sum, loadPixel(row + 3 * clampTo(i, width)));
    }
    let before = loadPixel(row);
    for (let x = 0; x < width; x++, to += 3) {
      const after = loadPixel(row + 3 * clampTo(x + radius + 1, width));
      storePixel(to, average(sum, i32x4.add(before, after), weights, edgeWeights));
      before = loadPixel(row + 3 * clampTo(x - radius, width));
      sum = i32x4.sub(i32x4.add(sum, after), before);
    }
  }
}

/**
 * Strips of 16 columns of bytes, the last one first: it writes up to 15 bytes into the row below,
 * which the strips after it mend.
 */
export function blurColumns(
  rgb: usize,
  output: usize,
  width: i32,
  height: i32,
  radius: i32,
  weight: i32,
  edgeWeight: i32,
): void {
  const rowBytes = 3 * width;
  for (let strip = (rowBytes - 1) & ~15; strip >= 0; strip -= 16) {
    blurStrip(rgb + strip, output + strip, rowBytes, height, radius, weight, edgeWeight);
  }
}

function blurStrip(
  from: usize,
  to: usize,
  rowBytes: i32,
  height: i32,
  radius: i32,
  weight: i32,
  edgeWeight: i32,
): void {
  const weights = i32x4.splat(weight);
  const edgeWeights = i32x4.splat(edgeWeight);
  let sum0 = i32x4.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (let i = -radius; i <= radius; i++) {
    const bytes = v128.load(from + rowBytes * clampTo(i, height));
    sum0 = i32x4.add(sum0, quarter0(bytes));
    sum1 = i32x4.add(sum1, quarter1(bytes));
    sum2 = i32x4.add(sum2, quarter2(bytes));
    sum3 = i32x4.add(sum3, quarter3(bytes));
  }
  let before = v128.load(from);
  for (let y = 0; y < height; y++) {
    const after = v128.load(from + rowBytes * clampTo(y + radius + 1, height));
    const beyondLow = i16x8.add(
      i16x8.extend_low_i8x16_u(before),
      i16x8.extend_low_i8x16_u(after),
    );
    const beyondHigh = i16x8.add(
      i16x8.extend_high_i8x16_u(before),
      i16x8.extend_high_i8x16_u(after),
    );
    const mean0 = average(sum0, i32x4.extend_low_i16x8_u(beyondLow), weights, edgeWeights);
    const mean1 = average(sum1, i32x4.extend_high_i16x8_u(beyondLow), weights, edgeWeights);
    const mean2 = average(sum2, i32x4.extend_low_i16x8_u(beyondHigh), weights, edgeWeights);
    const mean3 = average(sum3, i32x4.extend_high_i16x8_u(beyondHigh), weights, edgeWeights);
    const low = i16x8.narrow_i32x4_s(mean0, mean1);
    v128.store(to, i8x16.narrow_i16x8_u(low, i16x8.narrow_i32x4_s(mean2, mean3)));
    to += rowBytes;
    before = v128.load(from + rowBytes * clampTo(y - radius, height));
    sum0 = i32x4.sub(i32x4.add(sum0, quarter0(after)), quarter0(before));
    sum1 = i32x4.sub(i32x4.add(sum1, quarter1(after)), quarter1(before));
    sum2 = i32x4.sub(i32x4.add(sum2, quarter2(after)), quarter2(before));
    sum3 = i32x4.sub(i32x4.add(sum3, quarter3(after)), quarter3(before));
  }
}

@inline
function average(sum: v128, beyond: v128, weights: v128, edgeWeights: v128): v128 {
  const weighted = i32x4.add(i32x4.mul(sum, weights), i32x4.mul(beyond, edgeWeights));
  return i32x4.shr_u(i32x4.add(weighted, i32x4.splat(1 << 23)), 24);
}

@inline
function quarter0(bytes: v128): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
}

@inline
function quarter1(bytes: v128): v128 {
  return i32x4.extend_high_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
}

@inline
function quarter2(bytes: v128): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_high_i8x16_u(bytes));
}

@inline
function quarter3(bytes: v128): v128 {
  return i32x4.extend_high_i16x8_u(i16x8.extend_high_i8x16_u(bytes));
}
