import { CHANNELS, type Picture } from '@mobilenext/pictures';
import { badSize } from '../errors.js';

/** A black picture. Throws `ARGUMENT` unless both sides are whole and positive. */
export function blankPicture(width: number, height: number): Picture {
  checkSide('width', width);
  checkSide('height', height);
  return { width, height, data: new Uint8Array(width * height * CHANNELS) };
}

export function checkSide(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw badSize(what, value);
}
