import { CHANNELS, type Picture } from '@mobilenext/pictures';
import { blankPicture } from '../picture/picture.js';

/** Pixels to add on each side. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Adds black margins. */
export function pad(picture: Picture, { left, top, right, bottom }: Margins): Picture {
  const width = left + picture.width + right;
  const output = blankPicture(width, top + picture.height + bottom);
  const rowBytes = picture.width * CHANNELS;
  for (let y = 0; y < picture.height; y++) {
    const row = picture.data.subarray(y * rowBytes, (y + 1) * rowBytes);
    output.data.set(row, ((top + y) * width + left) * CHANNELS);
  }
  return output;
}
