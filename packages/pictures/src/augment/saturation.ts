import type { Picture } from '../resample/picture.js';
import { checkFactor } from './check.js';
import * as kernels from './kernels.js';

/**
 * Mixes the grey picture (`factor` 0) with the picture (1); above 1 colours grow stronger.
 * Pillow's `ImageEnhance.Color`, torchvision's `adjust_saturation`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for what is not a finite number
 */
export function adjustSaturation(picture: Picture, factor: number): Picture {
  checkFactor('saturation factor', factor);
  return { ...picture, data: kernels.blendLuma(picture.data, factor) };
}
