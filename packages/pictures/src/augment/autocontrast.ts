import type { Picture } from '../resample/picture.js';
import { badNumber } from '../errors.js';
import { mapByHistogram } from './look-up.js';

/**
 * Stretches every channel so that its darkest level becomes 0 and its brightest 255, after leaving
 * out `cutoff` percent of the pixels at either end. Pillow's `ImageOps.autocontrast`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for a cutoff outside 0 to 50
 */
export function autocontrast(picture: Picture, cutoff = 0): Picture {
  if (!(cutoff >= 0 && cutoff <= 50)) throw badNumber('cutoff', cutoff, 'between 0 and 50');
  const pixels = picture.width * picture.height;
  const dropped = Math.floor((pixels * cutoff) / 100);
  return mapByHistogram(picture, (histogram) => {
    const counts = Array.from(histogram);
    const lowest = firstKept(counts, dropped);
    const highest = 255 - firstKept(counts.reverse(), dropped);
    if (highest <= lowest) return (level) => level;
    const scale = 255 / (highest - lowest);
    const offset = -lowest * scale;
    return (level) => Math.trunc(level * scale + offset);
  });
}

/** Takes pixels away from the beginning, and says where the first that remains lies. */
function firstKept(counts: number[], dropped: number): number {
  let left = dropped;
  for (let level = 0; level < counts.length; level++) {
    const taken = Math.min(left, counts[level]);
    counts[level] -= taken;
    left -= taken;
    if (counts[level] > 0) return level;
  }
  return 255;
}
