import type { Picture } from '../resample/picture.js';
import { checkFactor } from './check.js';
import * as kernels from './kernels.js';

/**
 * Mixes black (`factor` 0) with the picture (1); above 1 it gets brighter.
 * Pillow's `ImageEnhance.Brightness`, torchvision's `adjust_brightness`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for what is not a finite number
 */
export function adjustBrightness(picture: Picture, factor: number): Picture {
  checkFactor('brightness factor', factor);
  return { ...picture, data: kernels.blendLevel(0, picture.data, factor) };
}
