import { cutBox, type Picture, type PixelBox } from '@mobilenext/pictures';
import { badBox } from '../errors.js';
import { checkSide } from '../picture/picture.js';

/** Cuts a box out. @throws {ImagenetError} `ARGUMENT` unless it lies inside the picture */
export function crop(picture: Picture, box: PixelBox): Picture {
  const { left, top, width, height } = box;
  const inside =
    left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
  if (!inside || !Number.isInteger(left) || !Number.isInteger(top)) {
    throw badBox([left, top, left + width, top + height].join(','), picture.width, picture.height);
  }
  checkSide('width', width);
  checkSide('height', height);
  return cutBox(picture, box);
}
