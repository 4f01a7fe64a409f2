import type { Picture } from '../resample/picture.js';
import { affine, type GeometryOptions } from './affine.js';

/** Row y is taken from `factor` (y + 0.5) pixels further right; Pillow's matrix, as in timm. */
export const shearX = (picture: Picture, factor: number, options?: GeometryOptions): Picture =>
  affine(picture, [1, factor, 0, 0, 1, 0], options);

/** Column x is taken from `factor` (x + 0.5) pixels further down. */
export const shearY = (picture: Picture, factor: number, options?: GeometryOptions): Picture =>
  affine(picture, [1, 0, 0, factor, 1, 0], options);
