import { centerBox, type Picture, type PictureSize } from '@mobilenext/pictures';
import { applyOperations } from '../augment/apply-operations.js';
import type { Operation } from '../augment/operation.js';
import { checkSide } from '../picture/picture.js';
import { shortSideSize } from '../resize/resize-short-side.js';
import type { Geometry } from './preprocessing.js';

/** Scaling by the short side and centre crop: the same square for the same picture, always. */
export function evaluationTransform(geometry: Geometry): (picture: Picture) => Picture {
  checkSide('size', geometry.size);
  return (picture) => applyOperations(picture, evaluationOperations(geometry, picture));
}

/** The operations of evaluation, which leaves nothing to chance. */
export function evaluationOperations(
  { size, resize, cropRule }: Geometry,
  decoded: PictureSize,
): readonly Operation[] {
  if (!resize) return squareOperations(decoded, size);
  const { shortSide, rounding, interpolation } = resize;
  const scaled = shortSideSize(decoded, shortSide, rounding);
  const whole = { kind: 'resize', ...scaled, interpolation } as const;
  if (shortSide < size) return [whole, { kind: 'centerCrop', size, rule: cropRule }];
  // Only what is left of it is computed, so that a long strip needs no more memory than a square.
  return [{ ...whole, part: centerBox(scaled, { width: size, height: size }, cropRule) }];
}

/** A picture of `size` x `size` as it is, any other scaled to it, whatever its aspect. */
export const squareOperations = (
  { width, height }: PictureSize,
  size: number,
): readonly Operation[] =>
  width === size && height === size
    ? []
    : [{ kind: 'resize', width: size, height: size, interpolation: 'bilinear' }];
