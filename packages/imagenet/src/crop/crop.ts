import { badBox } from '../errors.js';
import { blankPicture, CHANNELS, type Picture, type PixelBox } from '../picture/picture.js';

/** Cuts a box out. @throws {ImagenetError} `ARGUMENT` unless it lies inside the picture */
export function crop(picture: Picture, box: PixelBox): Picture {
  const { left, top, width, height } = box;
  const inside =
    left >= 0 && top >= 0 && left + width <= picture.width && top + height <= picture.height;
  if (!inside || !Number.isInteger(left) || !Number.isInteger(top)) {
    throw badBox([left, top, left + width, top + height].join(','), picture.width, picture.height);
  }
  const output = blankPicture(width, height);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * picture.width + left) * CHANNELS;
    const row = picture.data.subarray(start, start + width * CHANNELS);
    output.data.set(row, y * width * CHANNELS);
  }
  return output;
}
