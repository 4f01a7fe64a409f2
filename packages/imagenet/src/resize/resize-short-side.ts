import {
  type Interpolation,
  type PassOrder,
  type Picture,
  type PictureSize,
  shortSideSize as sizeOfShortSide,
  type ShortSideRounding,
} from '@mobilenext/pictures';
import { checkSide } from '../picture/picture.js';
import { resize } from './resize.js';

/**
 * Size after scaling so that the short side is `size` pixels long.
 *
 * @throws {ImagenetError} `ARGUMENT`: a size that is not whole and positive
 */
export function shortSideSize(
  picture: PictureSize,
  size: number,
  rounding: ShortSideRounding,
): PictureSize {
  checkSide('size', size);
  return sizeOfShortSide(picture, size, rounding);
}

/**
 * Scales so that the short side is `size` pixels long and the aspect is kept but for rounding.
 *
 * @throws as {@link resize}: `MEMORY` also for a small picture that is much longer than wide
 */
export function resizeShortSide(
  picture: Picture,
  size: number,
  options: {
    readonly interpolation: Interpolation;
    readonly rounding: ShortSideRounding;
    readonly passOrder?: PassOrder;
  },
): Picture {
  const { rounding, ...how } = options;
  return resize(picture, { ...shortSideSize(picture, size, rounding), ...how });
}
