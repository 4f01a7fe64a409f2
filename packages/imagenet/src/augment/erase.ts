import { CHANNELS, type Picture, type PixelBox, type Rgb } from '@mobilenext/pictures';
import { normal } from '../random/distributions.js';
import { randomStream } from '../random/random-stream.js';
import type { ErasingNoise } from './operation.js';

/** Fills a box, clipped to the picture, with a colour or with noise, in bytes. */
export function erase(
  picture: Picture,
  { left, top, width, height }: PixelBox,
  fill: Rgb | ErasingNoise,
): Picture {
  // Not `slice`, which in a Node buffer copies nothing.
  const data = new Uint8Array(picture.data);
  const valueOf = valuesOf(fill);
  for (let y = Math.max(0, top); y < Math.min(picture.height, top + height); y++) {
    for (let x = Math.max(0, left); x < Math.min(picture.width, left + width); x++) {
      const at = (y * picture.width + x) * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel++) data[at + channel] = valueOf(channel);
    }
  }
  return { ...picture, data };
}

function valuesOf(fill: Rgb | ErasingNoise): (channel: number) => number {
  if (!('seed' in fill)) return (channel) => fill[channel];
  const random = randomStream(fill.seed, 0, 0, 'noise');
  return (channel) => {
    const value = fill.mean[channel] + fill.std[channel] * normal(random);
    return Math.max(0, Math.min(255, Math.round(value)));
  };
}
