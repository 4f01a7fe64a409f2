import type { Picture } from '../resample/picture.js';
import { mapByHistogram } from './look-up.js';

/** Spreads every channel's levels evenly. Pillow's `ImageOps.equalize`, to the bit. */
export function equalize(picture: Picture): Picture {
  const pixels = picture.width * picture.height;
  return mapByHistogram(picture, (histogram) => {
    const used = histogram.filter((count) => count > 0);
    const step = Math.floor((pixels - used[used.length - 1]) / 255);
    if (used.length <= 1 || step === 0) return (level) => level;
    let below = Math.floor(step / 2);
    const levels = Array.from(histogram, (count) => {
      const level = Math.floor(below / step);
      below += count;
      return level;
    });
    return (level) => levels[level];
  });
}
