import type { Picture } from '../resample/picture.js';
import { affine, type GeometryOptions } from './affine.js';
import { checkFactor } from './check.js';
import { flipHorizontal, flipVertical, transpose } from './flip.js';

/**
 * Turns counter-clockwise about the centre; the size stays. Right angles move pixels exactly where
 * the shape allows. Pillow's `Image.rotate`, to the bit.
 *
 * @throws {PictureError} `ARGUMENT` for what is not a finite number
 */
export function rotate(picture: Picture, degrees: number, options: GeometryOptions = {}): Picture {
  checkFactor('angle in degrees', degrees);
  const { width, height } = picture;
  const angle = ((degrees % 360) + 360) % 360;
  if (angle === 0) return { ...picture, data: Uint8Array.from(picture.data) };
  if (angle === 180) return flipHorizontal(flipVertical(picture));
  if (angle === 90 && width === height) return flipVertical(transpose(picture));
  if (angle === 270 && width === height) return flipHorizontal(transpose(picture));

  const radians = -angle * (Math.PI / 180);
  const [cos, sin] = [rounded(Math.cos(radians)), rounded(Math.sin(radians))];
  const [x, y] = [width / 2, height / 2];
  return affine(
    picture,
    [cos, sin, cos * -x + sin * -y + x, -sin, cos, -sin * -x + cos * -y + y],
    options,
  );
}

/** To 15 decimals, so that the cosine of a right angle is 0. */
const rounded = (value: number): number => Number(value.toFixed(15));
