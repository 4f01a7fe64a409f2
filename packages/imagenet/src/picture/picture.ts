import type { PictureSize, PixelBox } from '@mobilenext/pictures';
import { badBox, badSize } from '../errors.js';

/** @throws {ImagenetError} `ARGUMENT` unless it is whole and positive */
export function checkSide(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw badSize(what, value);
}

/** @throws {ImagenetError} `ARGUMENT` unless a box of whole pixels lies inside the picture */
export function checkBox({ left, top, width, height }: PixelBox, picture: PictureSize): void {
  const [right, bottom] = [left + width, top + height];
  const isInside = left >= 0 && top >= 0 && right <= picture.width && bottom <= picture.height;
  if (!isInside || !Number.isInteger(left) || !Number.isInteger(top)) {
    throw badBox([left, top, right, bottom].join(','), picture.width, picture.height);
  }
  checkSide('width', width);
  checkSide('height', height);
}
