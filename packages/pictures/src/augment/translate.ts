import type { Picture } from '../resample/picture.js';
import { affine, type GeometryOptions } from './affine.js';

/** Moves the picture left by `pixels`, fractions included; Pillow's matrix, as in timm. */
export const translateX = (picture: Picture, pixels: number, options?: GeometryOptions): Picture =>
  affine(picture, [1, 0, pixels, 0, 1, 0], options);

/** Moves the picture up by `pixels`. */
export const translateY = (picture: Picture, pixels: number, options?: GeometryOptions): Picture =>
  affine(picture, [1, 0, 0, 0, 1, pixels], options);
