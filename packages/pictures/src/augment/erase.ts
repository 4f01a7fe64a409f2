import { badBox } from '../errors.js';
import type { Rgb } from '../resample/normalize.js';
import type { Picture, PixelBox } from '../resample/picture.js';

/**
 * Fills a box with one colour, bytes; fractions are cut down, as where the mean of a data set is
 * written into bytes. torchvision's `erase`; PaddleClas's Cutout and RandomErasing with their boxes.
 *
 * @throws {PictureError} `ARGUMENT` for a box that does not lie inside the picture
 */
export function erase(picture: Picture, box: PixelBox, color: Rgb): Picture {
  const { width, height } = picture;
  const sides = [box.left, box.top, box.width, box.height];
  const isInside =
    sides.every((side) => Number.isInteger(side) && side >= 0) &&
    box.left + box.width <= width &&
    box.top + box.height <= height;
  if (!isInside) throw badBox(sides, picture);

  const data = Uint8Array.from(picture.data);
  for (let y = box.top; y < box.top + box.height; y++) {
    const first = 3 * (y * width + box.left);
    for (let at = first; at < first + 3 * box.width; at += 3) data.set(color, at);
  }
  return { width, height, data };
}
