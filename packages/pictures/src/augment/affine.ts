import type { Rgb } from '../resample/normalize.js';
import type { Picture } from '../resample/picture.js';
import { badMatrix } from '../errors.js';
import * as kernels from './kernels.js';
import { type AffineMatrix, fixedPoint } from './twins/affine.js';

/** How a turned or sheared picture's pixels are found. Bicubic has a = -1 here, not resize's -0.5. */
export type GeometryInterpolation = 'nearest' | 'bilinear' | 'bicubic';

export interface GeometryOptions {
  /** `nearest` by default. */
  readonly interpolation?: GeometryInterpolation;
  /** The colour of what lies outside the picture, bytes; black by default. */
  readonly fill?: Rgb;
}

/**
 * Takes every pixel from where `matrix` leads, in a picture of the same size.
 * Pillow's `Image.transform` with `Transform.AFFINE`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for a matrix of other than finite numbers, or one that leads
 * `nearest` to 32,768 pixels or further
 */
export function affine(
  picture: Picture,
  matrix: AffineMatrix,
  { interpolation = 'nearest', fill = [0, 0, 0] }: GeometryOptions = {},
): Picture {
  if (!matrix.every(Number.isFinite)) throw badMatrix(matrix, 'six finite numbers');
  const { width, height } = picture;
  const surrounded = { rgb: picture.data, width, height, fill };
  switch (interpolation) {
    case 'bilinear':
      return { ...picture, data: kernels.affineBilinear(surrounded, matrix) };
    case 'bicubic':
      return { ...picture, data: kernels.affineBicubic(surrounded, matrix) };
    case 'nearest':
      if (matrix[1] === 0 && matrix[3] === 0) {
        return { ...picture, data: kernels.scaleNearest(surrounded, matrix) };
      }
      if (!fitsFixedPoint(picture, matrix)) {
        throw badMatrix(matrix, 'one whose positions lie within 32,767 pixels');
      }
      return { ...picture, data: kernels.affineNearest(surrounded, matrix) };
  }
}

/** Whether the positions of all four corners, and thereby all, fit into 16.16 bits. */
function fitsFixedPoint({ width, height }: Picture, matrix: AffineMatrix): boolean {
  const [a, b, c, d, e, f] = fixedPoint(matrix);
  const fits = (position: number): boolean => Math.abs(position) < 2 ** 31;
  return [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].every(([x, y]) => fits(a * x + b * y + c) && fits(d * x + e * y + f));
}
