import type { Picture } from '../resample/picture.js';
import { checkFactor } from './check.js';
import * as kernels from './kernels.js';

/**
 * Mixes the smoothed picture (`factor` 0) with the picture (1); above 1 edges grow sharper.
 * Pillow's `ImageEnhance.Sharpness`, torchvision's `adjust_sharpness`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for what is not a finite number
 */
export function adjustSharpness(picture: Picture, factor: number): Picture {
  checkFactor('sharpness factor', factor);
  const { width, height, data } = picture;
  const smoothed = kernels.smooth(data, width, height);
  return { ...picture, data: kernels.blendBytes(smoothed, data, factor) };
}

/** Pillow's filter `SMOOTH`: 3x3, the centre weighs five times as much as a neighbour. */
export function smooth(picture: Picture): Picture {
  return { ...picture, data: kernels.smooth(picture.data, picture.width, picture.height) };
}
