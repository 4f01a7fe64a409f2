import type { Picture } from '../resample/picture.js';
import { badNumber } from '../errors.js';
import { mapLevels } from './look-up.js';

/**
 * Keeps the `bits` high bits of every byte, 0 to 8. Pillow's `ImageOps.posterize`; 0 gives black, as
 * Pillow did up to version 12, while 13 refuses it.
 *
 * @throws {PictureError} `ARGUMENT` for other bits
 */
export function posterize(picture: Picture, bits: number): Picture {
  if (!Number.isInteger(bits) || bits < 0 || bits > 8) {
    throw badNumber('number of bits to keep', bits, 'a whole number from 0 to 8');
  }
  return mapLevels(picture, (level) => level & ~(0xff >> bits));
}
