import { blankPicture, CHANNELS, type Picture } from './picture.js';
import { PRECISION_BITS, type Weights } from './weights.js';

/** Added before the cut, it makes the shift round. */
const HALF = 1 << (PRECISION_BITS - 1);

/** Scales every row. Sums are 32-bit integers; the store clamps to 0..255. */
export function horizontalPass(picture: Picture, weights: Weights): Picture {
  const { first, count, taps, stride } = weights;
  const width = first.length;
  const output = blankPicture(width, picture.height);
  const clamped = new Uint8ClampedArray(output.data.buffer);
  const { data } = picture;
  for (let y = 0, out = 0; y < picture.height; y++) {
    const row = y * picture.width * CHANNELS;
    for (let x = 0; x < width; x++, out += CHANNELS) {
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
  return output;
}

/** Scales every column, a whole row at a time: memory is read in order. */
export function verticalPass(picture: Picture, weights: Weights): Picture {
  const { first, count, taps, stride } = weights;
  const height = first.length;
  const output = blankPicture(picture.width, height);
  const clamped = new Uint8ClampedArray(output.data.buffer);
  const rowBytes = picture.width * CHANNELS;
  const sums = new Int32Array(rowBytes);
  const { data } = picture;
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let tap = 0; tap < count[y]; tap++) {
      const weight = taps[y * stride + tap];
      const row = (first[y] + tap) * rowBytes;
      for (let i = 0; i < rowBytes; i++) {
        sums[i] = (sums[i] + data[row + i] * weight) | 0;
      }
    }
    for (let i = 0, out = y * rowBytes; i < rowBytes; i++) {
      clamped[out + i] = sums[i] >> PRECISION_BITS;
    }
  }
  return output;
}
