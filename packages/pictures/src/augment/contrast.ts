import type { Picture } from '../resample/picture.js';
import { checkFactor } from './check.js';
import * as kernels from './kernels.js';

/**
 * Mixes the grey of the picture's mean luma (`factor` 0) with the picture (1); above 1 contrast grows.
 * Pillow's `ImageEnhance.Contrast`, torchvision's `adjust_contrast`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for what is not a finite number
 */
export function adjustContrast(picture: Picture, factor: number): Picture {
  checkFactor('contrast factor', factor);
  const { width, height, data } = picture;
  const mean = Math.trunc(kernels.lumaSum(data) / (width * height) + 0.5);
  return { ...picture, data: kernels.blendLevel(mean, data, factor) };
}
