import { CHANNELS } from './picture.js';

/** Red, green, blue. */
export type Rgb = readonly [number, number, number];

/** Whose float32 arithmetic; results differ by up to 7e-7. */
export type Arithmetic = 'torchvision' | 'timm' | 'paddleclas';

/** Which colour the network takes first; pixels are red, green, blue either way. */
export type ChannelOrder = 'rgb' | 'bgr';

export interface Normalization {
  /** Of values in 0..1, in the order of the network's channels. */
  readonly mean: Rgb;
  readonly std: Rgb;
  /** Unless given `rgb`. */
  readonly channelOrder?: ChannelOrder;
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
  const { channelOrder } = normalization;
  normalizeInto(values, pixels, normalizationTable(normalization), channelOrder);
  return values;
}

/** The same by a table that is kept, into the first values of an array. */
export function normalizeInto(
  values: Float32Array,
  pixels: Uint8Array,
  table: Float32Array,
  channelOrder: ChannelOrder = 'rgb',
): void {
  const first = table.subarray(0, 256);
  const second = table.subarray(256, 512);
  const third = table.subarray(512);
  const [from, to] = channelOrder === 'rgb' ? [0, 2] : [2, 0];
  for (let i = 0; i < pixels.length; i += CHANNELS) {
    values[i] = first[pixels[i + from]];
    values[i + 1] = second[pixels[i + 1]];
    values[i + 2] = third[pixels[i + to]];
  }
}

/** All values that can come out, by the network's channels: [3, 256]. */
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
