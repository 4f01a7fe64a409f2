import { mixedByte } from './blend.js';

/** The L of every pixel, one byte each. */
export function luma(rgb: Uint8Array): Uint8Array {
  const levels = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < levels.length; i++) levels[i] = lumaAt(rgb, 3 * i);
  return levels;
}

/** The sum of the L of all pixels. */
export function lumaSum(rgb: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < rgb.length; at += 3) sum += lumaAt(rgb, at);
  return sum;
}

/** The L of every pixel in all three channels. */
export const grey = (rgb: Uint8Array): Uint8Array => blendLuma(rgb, 0);

/** Mixes every pixel's L with its bytes; `factor` 0 gives the grey picture. */
export function blendLuma(rgb: Uint8Array, factor: number): Uint8Array {
  const mixed = new Uint8Array(rgb.length);
  for (let at = 0; at < rgb.length; at += 3) {
    const level = lumaAt(rgb, at);
    for (let channel = at; channel < at + 3; channel++) {
      mixed[channel] = mixedByte(level, rgb[channel], Math.fround(factor));
    }
  }
  return mixed;
}

/** ITU-R 601 with 16 fractional bits. */
const lumaAt = (rgb: Uint8Array, at: number): number =>
  (19595 * rgb[at] + 38470 * rgb[at + 1] + 7471 * rgb[at + 2] + 0x8000) >> 16;
