import { roundHalfEven } from '../../resample/round-half-even.js';

const { fround } = Math;

/**
 * Mixes as many rows of sums as there are weights, both with 11 fractional bits, to bytes. OpenCV has
 * a rounding of its own for every filter.
 */
export type RowMixer = (
  rows: readonly Int32Array[],
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

/** In float32 for whole vectors, from the last row to the first; what is left of a row in integers. */
export const mixCubic: RowMixer = (rows, weights, output) => {
  const scaled = weights.map((weight) => fround(weight / 2 ** 22));
  const inVectors = output.length - (output.length % VECTOR);
  for (let i = 0; i < inVectors; i++) {
    let sum = 0;
    for (let tap = 3; tap >= 0; tap--) sum = fround(fround(rows[tap][i] * scaled[tap]) + sum);
    output[i] = roundHalfEven(sum);
  }
  mixInIntegers(rows, weights, output, inVectors);
};

/** Bytes that OpenCV makes at once where nothing better than SSE is compiled in. */
const VECTOR = 8;

export const mixLanczos: RowMixer = (rows, weights, output) =>
  mixInIntegers(rows, weights, output, 0);

function mixInIntegers(
  rows: readonly Int32Array[],
  weights: readonly number[],
  output: Uint8ClampedArray,
  begin: number,
): void {
  for (let i = begin; i < output.length; i++) {
    let sum = 1 << 21;
    rows.forEach((row, tap) => {
      sum += row[i] * weights[tap];
    });
    output[i] = sum >> 22;
  }
}
