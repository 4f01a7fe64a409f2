import { CHANNELS } from './picture.js';

/** Red, green, blue. */
export type Rgb = readonly [number, number, number];

/** Whose float32 arithmetic; results differ by up to 7e-7. */
export type Arithmetic = 'torchvision' | 'timm' | 'paddleclas';

export interface Normalization {
  /** Of values in 0..1. */
  readonly mean: Rgb;
  readonly std: Rgb;
  readonly arithmetic: Arithmetic;
}

/**
 * Bytes to float32 with mean 0 and deviation 1, bit for bit as the named library.
 *
 * @param pixels [N, H, W, 3]
 * @returns [N, H, W, 3]
 */
export function normalize(pixels: Uint8Array, normalization: Normalization): Float32Array {
  const values = new Float32Array(pixels.length);
  normalizeInto(values, pixels, normalizationTable(normalization));
  return values;
}

/** The same by a table that is kept, into the first values of an array. */
export function normalizeInto(values: Float32Array, pixels: Uint8Array, table: Float32Array): void {
  const red = table.subarray(0, 256);
  const green = table.subarray(256, 512);
  const blue = table.subarray(512);
  for (let i = 0; i < pixels.length; i += CHANNELS) {
    values[i] = red[pixels[i]];
    values[i + 1] = green[pixels[i + 1]];
    values[i + 2] = blue[pixels[i + 2]];
  }
}

/** All values that can come out: [3, 256]. */
export function normalizationTable({ mean, std, arithmetic }: Normalization): Float32Array {
  const table = new Float32Array(CHANNELS * 256);
  for (let channel = 0; channel < CHANNELS; channel++) {
    for (let byte = 0; byte < 256; byte++) {
      table[channel * 256 + byte] = NORMALIZED[arithmetic](byte, mean[channel], std[channel]);
    }
  }
  return table;
}

const f32 = Math.fround;

const NORMALIZED: Readonly<Record<Arithmetic, (x: number, mean: number, std: number) => number>> = {
  torchvision: (x, mean, std) => f32(f32(x / 255) - f32(mean)) / f32(std),
  timm: (x, mean, std) => f32(x - f32(mean * 255)) / f32(std * 255),
  paddleclas: (x, mean, std) => f32(f32(x * f32(1 / 255)) - f32(mean)) / f32(std),
};
