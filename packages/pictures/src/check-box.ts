import { badBox } from './errors.js';
import type { PixelBox } from './resample/picture.js';
import type { PictureSize } from './resample/short-side-size.js';

/** @throws {PictureError} `ARGUMENT` for a box that does not lie inside the picture */
export function checkBox({ left, top, width, height }: PixelBox, size: PictureSize): void {
  const sides = [left, top, width, height];
  const isInside =
    sides.every((side) => Number.isInteger(side) && side >= 0) &&
    left + width <= size.width &&
    top + height <= size.height;
  if (!isInside) throw badBox(sides, size);
}
