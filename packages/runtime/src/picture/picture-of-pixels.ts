import { CHANNELS, type Picture, withoutAlpha } from '@mobilenext/pictures';
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
  if (data.length === pixels * 4) return { width, height, data: withoutAlpha(bytes) };
  throw badPixels(name, data.length, width, height);
}
