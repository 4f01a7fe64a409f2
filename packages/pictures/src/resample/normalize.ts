import { CHANNELS } from './picture.js';
import { resampleModule } from './resample-module.js';

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

/** Values that are made at a time, which bounds the memory. */
const BLOCK = CHANNELS * 2 ** 16;

/** The same by a table that is kept, into the first values of an array. */
export function normalizeInto(
  values: Float32Array,
  pixels: Uint8Array,
  table: Float32Array,
  channelOrder: ChannelOrder = 'rgb',
): void {
  const { functions, reserve, bytes } = resampleModule();
  const block = Math.min(BLOCK, pixels.length);
  const [tableAt, from, to] = reserve(table.byteLength, block, 4 * block);
  new Float32Array(bytes(tableAt, 0).buffer, tableAt, table.length).set(table);
  for (let start = 0; start < pixels.length; start += BLOCK) {
    const some = pixels.subarray(start, start + BLOCK);
    bytes(from, some.length).set(some);
    functions.normalize(from, some.length, tableAt, Number(channelOrder === 'bgr'), to);
    values.set(new Float32Array(bytes(to, 0).buffer, to, some.length), start);
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
