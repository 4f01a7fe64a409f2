import type { Picture } from '@mobilenext/pictures';
import { centerCrop } from '../crop/center-crop.js';
import { resize } from '../resize/resize.js';
import { resizeShortSide } from '../resize/resize-short-side.js';
import type { Geometry } from './preprocessing.js';

/** Scaling by the short side and centre crop: the same square for the same picture, always. */
export function evaluationTransform(geometry: Geometry): (picture: Picture) => Picture {
  const { size, resize: scaling, cropRule } = geometry;
  if (!scaling) return (picture) => toSquare(picture, size);
  const { shortSide, ...how } = scaling;
  return (picture) =>
    centerCrop(resizeShortSide(picture, shortSide, how), size, { rule: cropRule });
}

/** A picture of `size` x `size` as it is, any other scaled to it, whatever its aspect. */
function toSquare(picture: Picture, size: number): Picture {
  if (picture.width === size && picture.height === size) return picture;
  return resize(picture, { width: size, height: size, interpolation: 'bilinear' });
}
