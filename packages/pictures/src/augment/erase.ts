import { checkBox } from '../check-box.js';
import { badFill } from '../errors.js';
import type { Rgb } from '../resample/normalize.js';
import { CHANNELS, type Picture, type PixelBox } from '../resample/picture.js';

/**
 * Fills a box with one colour or with pixels of its size, [height, width, 3], in bytes; fractions are
 * cut down, as where the mean of a data set is written into bytes. torchvision's `erase`; PaddleClas's
 * Cutout and RandomErasing with their boxes.
 *
 * @throws {PictureError} `ARGUMENT` for a box that does not lie inside the picture, or pixels of
 * another size
 */
export function erase(picture: Picture, box: PixelBox, fill: Rgb | Uint8Array): Picture {
  const { width, height } = picture;
  checkBox(box, picture);
  const rowBytes = CHANNELS * box.width;
  const pixels = fill instanceof Uint8Array ? fill : repeated(fill, rowBytes * box.height);
  if (pixels.length !== rowBytes * box.height) throw badFill(pixels.length, box);
  const data = Uint8Array.from(picture.data);
  for (let y = 0; y < box.height; y++) {
    const row = pixels.subarray(y * rowBytes, (y + 1) * rowBytes);
    data.set(row, CHANNELS * ((box.top + y) * width + box.left));
  }
  return { width, height, data };
}

function repeated(color: Rgb, length: number): Uint8Array {
  const pixels = new Uint8Array(length);
  for (let at = 0; at < length; at += CHANNELS) pixels.set(color, at);
  return pixels;
}
