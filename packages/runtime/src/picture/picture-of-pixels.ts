import { CHANNELS, type Picture } from '@mobilenext/pictures';
import { badOption, badPixels } from '../errors.js';
import type { Pixels } from './source.js';

/**
 * RGB of RGB or RGBA, as Pillow's `convert('RGB')`: the colour stays, alpha counts for nothing.
 *
 * @throws {RuntimeError} `INPUT`
 */
export function pictureOfPixels({ width, height, data }: Pixels, name: string): Picture {
  for (const [side, value] of Object.entries({ width, height })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw badOption(`${side} of ${name}`, value, 'a whole number of at least 1');
    }
  }
  const pixels = width * height;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length);
  if (data.length === pixels * CHANNELS) return { width, height, data: bytes };
  if (data.length === pixels * 4) return { width, height, data: withoutAlpha(bytes, pixels) };
  throw badPixels(name, data.length, width, height);
}

function withoutAlpha(rgba: Uint8Array, pixels: number): Uint8Array {
  const rgb = new Uint8Array(pixels * CHANNELS);
  for (let i = 0; i < pixels; i++) {
    rgb[CHANNELS * i] = rgba[4 * i];
    rgb[CHANNELS * i + 1] = rgba[4 * i + 1];
    rgb[CHANNELS * i + 2] = rgba[4 * i + 2];
  }
  return rgb;
}
