import { isJpegFile } from '../jpeg/jpeg-file.js';
import { blankPicture, CHANNELS, type Picture, type PixelBox } from './picture.js';

/**
 * Copies a box of whole pixels out; what lies outside the picture is black. Of a `JpegFile`, nothing is
 * decoded yet if the box lies inside.
 */
export function cutBox(picture: Picture, box: PixelBox): Picture {
  const { left, top, width, height } = box;
  const from = Math.max(0, left);
  const to = Math.min(picture.width, left + width);
  const end = Math.min(picture.height, top + height);
  const isInside = to - from === width && end - Math.max(0, top) === height;
  if (isJpegFile(picture) && isInside) return picture.cut(box);

  const output = blankPicture(width, height);
  if (from >= to) return output;
  for (let y = Math.max(0, top); y < end; y++) {
    const row = y * picture.width * CHANNELS;
    const pixels = picture.data.subarray(row + from * CHANNELS, row + to * CHANNELS);
    output.data.set(pixels, ((y - top) * width + from - left) * CHANNELS);
  }
  return output;
}
