import { cutBox, type Picture, type PixelBox } from '@mobilenext/pictures';
import { checkBox } from '../picture/picture.js';

/** Cuts a box out. @throws {ImagenetError} `ARGUMENT` unless it lies inside the picture */
export function crop(picture: Picture, box: PixelBox): Picture {
  checkBox(box, picture);
  return cutBox(picture, box);
}
