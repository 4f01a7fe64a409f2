import { roundHalfEven } from '../../resample/round-half-even.js';

const { fround } = Math;

export type Sums = Int32Array | Float32Array;

/**
 * Mixes as many rows of sums as there are weights, both with 11 fractional bits, to bytes. OpenCV has
 * a rounding of its own for every filter.
 */
export type RowMixer = (
  rows: readonly Sums[],
  weights: readonly number[],
  output: Uint8ClampedArray,
) => void;

/** Cuts bits away before and after the products, so that these fit into 16 bits. */
export const mixLinear: RowMixer = ([upper, lower], [upperWeight, lowerWeight], output) => {
  for (let i = 0; i < output.length; i++) {
    const above = (upperWeight * (upper[i] >> 4)) >> 16;
    const below = (lowerWeight * (lower[i] >> 4)) >> 16;
    output[i] = (above + below + 2) >> 2;
  }
};

/** In float32, from the last row to the first. */
export const mixCubic: RowMixer = (rows, weights, output) => {
  for (let i = 0; i < output.length; i++) {
    let sum = 0;
    for (let tap = 3; tap >= 0; tap--) sum = fround(rows[tap][i] * weights[tap] + sum);
    output[i] = roundHalfEven(sum);
  }
};

/** In integers. */
export const mixLanczos: RowMixer = (rows, weights, output) => {
  for (let i = 0; i < output.length; i++) {
    let sum = 1 << 21;
    rows.forEach((row, tap) => {
      sum += row[i] * weights[tap];
    });
    output[i] = sum >> 22;
  }
};
