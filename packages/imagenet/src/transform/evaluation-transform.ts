import { centerBox, type Picture, resample } from '@mobilenext/pictures';
import { centerCrop } from '../crop/center-crop.js';
import { checkSide } from '../picture/picture.js';
import { resize } from '../resize/resize.js';
import { resizeShortSide, shortSideSize } from '../resize/resize-short-side.js';
import type { Geometry } from './preprocessing.js';

/** Scaling by the short side and centre crop: the same square for the same picture, always. */
export function evaluationTransform(geometry: Geometry): (picture: Picture) => Picture {
  const { size, resize: scaling, cropRule } = geometry;
  if (!scaling) return (picture) => toSquare(picture, size);
  const { shortSide, ...how } = scaling;
  checkSide('size', size);
  if (shortSide < size) {
    return (picture) =>
      centerCrop(resizeShortSide(picture, shortSide, how), size, { rule: cropRule });
  }
  const square = { width: size, height: size };
  return (picture) => {
    const scaled = shortSideSize(picture, shortSide, how.rounding);
    // Only what is left of it is computed, so that a long strip needs no more memory than a square.
    const part = centerBox(scaled, square, cropRule);
    return resample(picture, { ...scaled, interpolation: how.interpolation, part });
  };
}

/** A picture of `size` x `size` as it is, any other scaled to it, whatever its aspect. */
function toSquare(picture: Picture, size: number): Picture {
  if (picture.width === size && picture.height === size) return picture;
  return resize(picture, { width: size, height: size, interpolation: 'bilinear' });
}
