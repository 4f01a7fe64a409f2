import { type Picture, resample, type ResampleOptions } from '@mobilenext/pictures';
import { badBox } from '../errors.js';
import { checkBox, checkSide } from '../picture/picture.js';

export type ResizeOptions = ResampleOptions;

/**
 * Scales as Pillow's `Image.resize` does, to the bit.
 *
 * @throws {ImagenetError} `ARGUMENT`: a size that is not whole and positive, a box outside the
 * picture, a part outside the result
 * @throws {PictureError} `MEMORY`: more than the limit of 1 GiB is needed
 */
export function resize(picture: Picture, options: ResizeOptions): Picture {
  checkSide('width', options.width);
  checkSide('height', options.height);
  if (options.part) checkBox(options.part, options);
  const [left, top, right, bottom] = options.box ?? [0, 0, picture.width, picture.height];
  const isBox = left >= 0 && top >= 0 && right > left && bottom > top;
  if (!isBox || right > picture.width || bottom > picture.height) {
    throw badBox([left, top, right, bottom].join(','), picture.width, picture.height);
  }
  return resample(picture, options);
}
