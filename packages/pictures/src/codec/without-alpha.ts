import { CHANNELS } from '../resample/picture.js';

/** RGB of RGBA, as Pillow's `convert('RGB')`: the colour stays, alpha counts for nothing. */
export function withoutAlpha(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  const pixels = rgba.length / 4;
  const rgb = new Uint8Array(pixels * CHANNELS);
  for (let i = 0; i < pixels; i++) {
    rgb[CHANNELS * i] = rgba[4 * i];
    rgb[CHANNELS * i + 1] = rgba[4 * i + 1];
    rgb[CHANNELS * i + 2] = rgba[4 * i + 2];
  }
  return rgb;
}
