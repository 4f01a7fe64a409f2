import { CHANNELS, type Picture } from '@mobilenext/pictures';
import { blankPicture } from '../picture/picture.js';

/** Left becomes right. */
export function flipHorizontal(picture: Picture): Picture {
  const { width, height, data } = picture;
  const output = blankPicture(width, height);
  for (let y = 0; y < height; y++) {
    let from = (y + 1) * width * CHANNELS;
    for (let to = y * width * CHANNELS; from > y * width * CHANNELS; to += CHANNELS) {
      from -= CHANNELS;
      output.data[to] = data[from];
      output.data[to + 1] = data[from + 1];
      output.data[to + 2] = data[from + 2];
    }
  }
  return output;
}
