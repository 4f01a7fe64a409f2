import { CHANNELS, type PictureSize } from '@mobilenext/pictures';
import { normal } from '../random/distributions.js';
import { randomStream } from '../random/random-stream.js';
import type { ErasingNoise } from './operation.js';

/** Noise in bytes, [height, width, 3]: a function of its seed. */
export function noisePixels(
  { width, height }: PictureSize,
  { seed, mean, std }: ErasingNoise,
): Uint8Array {
  const random = randomStream(seed, 0, 0, 'noise');
  const pixels = new Uint8ClampedArray(width * height * CHANNELS);
  for (let i = 0; i < pixels.length; i++) {
    const channel = i % CHANNELS;
    pixels[i] = Math.round(mean[channel] + std[channel] * normal(random));
  }
  return new Uint8Array(pixels.buffer);
}
