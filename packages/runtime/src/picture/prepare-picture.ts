import {
  centerBox,
  cutBox,
  normalizationTable,
  normalizeInto,
  type Picture,
  PictureError,
  resample,
  shortSideSize,
} from '@mobilenext/pictures';
import type { Preprocessing } from '@mobilenext/mobilenext';
import { pictureTooLarge } from '../errors.js';

/**
 * Makes pictures into the network's input: [size, size, 3], normalised, into `values`.
 *
 * @throws {RuntimeError} `MEMORY` for a picture that is too large to be scaled
 */
export function preparation(
  preprocessing: Preprocessing,
): (picture: Picture, values: Float32Array) => void {
  const table = normalizationTable(preprocessing);
  return (picture, values) => {
    try {
      const { data } = squareOf(picture, preprocessing);
      normalizeInto(values, data, table, preprocessing.channelOrder);
    } catch (error) {
      throw error instanceof PictureError ? pictureTooLarge(error) : error;
    }
  };
}

/** Scaling by the short side and centre crop, as Pillow and the preprocessing's library do. */
function squareOf(picture: Picture, { size, resize, cropRule }: Preprocessing): Picture {
  const square = { width: size, height: size };
  if (!resize) {
    const isSquare = picture.width === size && picture.height === size;
    return isSquare ? picture : resample(picture, { ...square, interpolation: 'bilinear' });
  }
  const { shortSide, interpolation, rounding } = resize;
  const scaled = { ...shortSideSize(picture, shortSide, rounding), interpolation };
  const box = centerBox(scaled, square, cropRule);
  // Only what is left of it is computed, unless the crop sticks out and must be padded.
  return shortSide < size
    ? cutBox(resample(picture, scaled), box)
    : resample(picture, { ...scaled, part: box });
}
