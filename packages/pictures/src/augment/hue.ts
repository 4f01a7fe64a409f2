import type { Picture } from '../resample/picture.js';
import { badNumber } from '../errors.js';
import * as kernels from './kernels.js';

/**
 * Turns all colours around the circle by `factor` of it, -0.5 to 0.5; even 0 goes through HSV bytes
 * and changes pixels a little. torchvision's `adjust_hue` on Pillow pictures, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for another factor
 */
export function adjustHue(picture: Picture, factor: number): Picture {
  if (!(Math.abs(factor) <= 0.5)) throw badNumber('hue factor', factor, 'between -0.5 and 0.5');
  const offset = Math.trunc(255 * factor) & 0xff;
  return { ...picture, data: kernels.shiftHue(picture.data, offset) };
}
