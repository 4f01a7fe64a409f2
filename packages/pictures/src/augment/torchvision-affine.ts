import type { Picture } from '../resample/picture.js';
import { affine, type GeometryOptions } from './affine.js';

export interface TorchvisionAffine extends GeometryOptions {
  /** Clockwise, in degrees; 0 by default. */
  readonly angle?: number;
  /** Right and down, in pixels; none by default. */
  readonly translate?: readonly [x: number, y: number];
  /** 1 by default. */
  readonly scale?: number;
  /** In degrees along either axis; none by default. */
  readonly shear?: readonly [x: number, y: number];
  /** The point that stays, in pixels; the middle by default. */
  readonly center?: readonly [x: number, y: number];
}

const RADIANS = Math.PI / 180;

/**
 * Shears, turns, scales and moves, in this order. torchvision's `affine` on Pillow pictures, to the
 * bit.
 *
 * @throws {PictureError} `ARGUMENT` for a scale of 0
 */
export function torchvisionAffine(picture: Picture, options: TorchvisionAffine): Picture {
  const { angle = 0, translate: [tx, ty] = [0, 0], scale = 1, shear = [0, 0] } = options;
  const { center: [cx, cy] = [picture.width * 0.5, picture.height * 0.5] } = options;
  const turn = angle * RADIANS;
  const [shearX, shearY] = [shear[0] * RADIANS, shear[1] * RADIANS];
  const { cos, sin, tan } = Math;

  const a = cos(turn - shearY) / cos(shearY);
  const b = (-cos(turn - shearY) * tan(shearX)) / cos(shearY) - sin(turn);
  const c = sin(turn - shearY) / cos(shearY);
  const d = (-sin(turn - shearY) * tan(shearX)) / cos(shearY) + cos(turn);
  const [ia, ib, ic, id] = [d / scale, -b / scale, -c / scale, a / scale];
  return affine(
    picture,
    [
      ...[ia, ib, ia * (-cx - tx) + ib * (-cy - ty) + cx],
      ...[ic, id, ic * (-cx - tx) + id * (-cy - ty) + cy],
    ] as unknown as Parameters<typeof affine>[1],
    options,
  );
}

/** The operation ShearX of torchvision's AutoAugment: about the upper left corner. */
export const torchvisionShearX = (
  picture: Picture,
  magnitude: number,
  options?: GeometryOptions,
): Picture =>
  torchvisionAffine(picture, { ...options, shear: [degreesOf(magnitude), 0], center: [0, 0] });

/** The operation ShearY of torchvision's AutoAugment. */
export const torchvisionShearY = (
  picture: Picture,
  magnitude: number,
  options?: GeometryOptions,
): Picture =>
  torchvisionAffine(picture, { ...options, shear: [0, degreesOf(magnitude)], center: [0, 0] });

/** The operation TranslateX of torchvision's AutoAugment: right, by whole pixels. */
export const torchvisionTranslateX = (
  picture: Picture,
  pixels: number,
  options?: GeometryOptions,
): Picture => torchvisionAffine(picture, { ...options, translate: [Math.trunc(pixels), 0] });

/** The operation TranslateY of torchvision's AutoAugment: down, by whole pixels. */
export const torchvisionTranslateY = (
  picture: Picture,
  pixels: number,
  options?: GeometryOptions,
): Picture => torchvisionAffine(picture, { ...options, translate: [0, Math.trunc(pixels)] });

const degreesOf = (slope: number): number => Math.atan(slope) * (180 / Math.PI);
