import { cutBox, type Picture } from '@mobilenext/pictures';
import { checkSide } from '../picture/picture.js';

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
  const height = top + picture.height + bottom;
  checkSide('width', width);
  checkSide('height', height);
  return cutBox(picture, { left: -left, top: -top, width, height });
}
