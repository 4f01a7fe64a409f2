// The passes in plain loops, to be read and compared with.
import { blankPicture, CHANNELS, type Picture } from '../resample/picture.js';
import { PRECISION_BITS, type Weights } from '../resample/weights.js';

/** Added before the cut, it makes the shift round. */
const HALF = 1 << (PRECISION_BITS - 1);

/** Scales every row. Sums are 32-bit integers; the store clamps to 0..255. */
export function horizontalPass(picture: Picture, weights: Weights): Picture {
  const width = weights.first.length;
  const output = blankPicture(width, picture.height);
  const clamped = new Uint8ClampedArray(output.data.buffer);
  const { data } = picture;
  for (let y = 0; y < picture.height; y++) {
    scaleRow(data, y * picture.width * CHANNELS, weights, clamped, y * width * CHANNELS);
  }
  return output;
}

function scaleRow(
  data: Uint8Array,
  row: number,
  { first, count, taps, stride }: Weights,
  clamped: Uint8ClampedArray,
  out: number,
): void {
  for (let x = 0; x < first.length; x++, out += CHANNELS) {
    let red = HALF;
    let green = HALF;
    let blue = HALF;
    let at = row + first[x] * CHANNELS;
    const end = x * stride + count[x];
    for (let tap = x * stride; tap < end; tap++, at += CHANNELS) {
      const weight = taps[tap];
      red = (red + data[at] * weight) | 0;
      green = (green + data[at + 1] * weight) | 0;
      blue = (blue + data[at + 2] * weight) | 0;
    }
    clamped[out] = red >> PRECISION_BITS;
    clamped[out + 1] = green >> PRECISION_BITS;
    clamped[out + 2] = blue >> PRECISION_BITS;
  }
}

/** Scales every column, a whole row at a time: memory is read in order. */
export function verticalPass(picture: Picture, weights: Weights): Picture {
  const { first, count, taps, stride } = weights;
  const height = first.length;
  const output = blankPicture(picture.width, height);
  const clamped = new Uint8ClampedArray(output.data.buffer);
  const rowBytes = picture.width * CHANNELS;
  const sums = new Int32Array(rowBytes);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let tap = 0; tap < count[y]; tap++) {
      addRow(sums, picture.data, (first[y] + tap) * rowBytes, taps[y * stride + tap]);
    }
    storeRow(sums, clamped, y * rowBytes);
  }
  return output;
}

function addRow(sums: Int32Array, data: Uint8Array, row: number, weight: number): void {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] + data[row + i] * weight) | 0;
}

function storeRow(sums: Int32Array, clamped: Uint8ClampedArray, out: number): void {
  for (let i = 0; i < sums.length; i++) clamped[out + i] = sums[i] >> PRECISION_BITS;
}
