import { panels } from '../packing/pack-pointwise.js';
import type { TwinOptions } from './tensors.js';

/** y[i] = act(x[i] times filter + bias) for each pixel. */
export function packedPointwise(options: TwinOptions<'packedPointwise'>): void {
  const { x, xOffsets, packed, y, yOffsets, pixels, inChannels, outChannels } = options;
  for (let p = 0; p < pixels; p++) {
    const from = xOffsets[p] / 4;
    y.set(product(x.subarray(from), packed, inChannels, outChannels), yOffsets[p] / 4);
  }
}

/** Some columns of y [N, Cout] = x [N, Cin] times filter + bias. */
export function packedLinear(options: TwinOptions<'packedLinear'>): void {
  const { x, packed, y, batch, inChannels, outChannels, from, to } = options;
  for (let n = 0; n < batch; n++) {
    const row = product(x.subarray(n * inChannels), packed, inChannels, outChannels);
    y.set(row.slice(from, to), n * outChannels + from);
  }
}

/** One pixel times the packed filter, its bias and activation included. */
function product(
  x: Float32Array,
  packed: Float32Array,
  inChannels: number,
  outChannels: number,
): readonly number[] {
  const result: number[] = [];
  for (const { first, width } of panels(outChannels)) {
    const panel = 8 + first * (1 + inChannels);
    for (let o = 0; o < width; o++) {
      let sum = packed[panel + o];
      for (let i = 0; i < inChannels; i++) sum += x[i] * packed[panel + (1 + i) * width + o];
      result.push(clamped(sum, packed));
    }
  }
  return result;
}

/** Rows of y = act(depthwise convolution + bias), or of convolution + bias + shortcut. */
export function packedDepthwise(options: TwinOptions<'packedDepthwise'>): void {
  const { x, packed, y, identity, identityChannels = 0, channels, stride } = options;
  const [xRow, yRow, pixel] = [options.xRow / 4, options.yRow / 4, options.pixelBytes / 4];
  for (let row = 0; row < options.rows; row++) {
    for (let column = 0; column < options.columns; column++) {
      for (let c = 0; c < channels; c++) {
        const group = 8 + (c - (c % 4)) * 10 + (c % 4);
        let sum = packed[group + 36];
        for (let tap = 0; tap < 9; tap++) {
          const above = row * stride + Math.floor(tap / 3);
          const left = column * stride + (tap % 3);
          sum += x[above * xRow + left * pixel + c] * packed[group + tap * 4];
        }
        sum = clamped(sum, packed);
        if (identity && c < identityChannels) {
          sum += identity[(row * (options.identityRow ?? 0)) / 4 + column * pixel + c];
        }
        y[row * yRow + column * pixel + c] = sum;
      }
    }
  }
}

/** patches [(to - from) * columns, 9 * Cin] of x, padded by one with zeros. */
export function densePatches(options: TwinOptions<'densePatches'>): void {
  const { x, height, width, patches, from, to, columns, stride } = options;
  const channels = options.pixelBytes / 4;
  let at = 0;
  for (let row = from; row < to; row++) {
    for (let column = 0; column < columns; column++) {
      for (let tap = 0; tap < 9; tap++) {
        const above = row * stride + Math.floor(tap / 3) - 1;
        const left = column * stride + (tap % 3) - 1;
        const isInside = above >= 0 && above < height && left >= 0 && left < width;
        for (let c = 0; c < channels; c++) {
          patches[at++] = isInside ? x[(above * width + left) * channels + c] : 0;
        }
      }
    }
  }
}

/** y[row, column, :channels] += identity[row, column, :channels]. */
export function addShortcut(options: TwinOptions<'addShortcut'>): void {
  const { y, identity, rows, columns, channels } = options;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const to = (row * options.yRow + column * options.yPixel) / 4;
      const from = (row * options.identityRow + column * options.identityPixel) / 4;
      for (let c = 0; c < channels; c++) y[to + c] += identity[from + c];
    }
  }
}

const clamped = (value: number, packed: Float32Array): number =>
  Math.min(Math.max(value, packed[0]), packed[4]);
