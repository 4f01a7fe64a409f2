import { badSize } from '../errors.js';

/** An 8-bit RGB picture. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3], rows from the top, without padding. */
  readonly data: Uint8Array;
}

/** Part of a picture in whole pixels. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const CHANNELS = 3;

/** A black picture. Throws `ARGUMENT` unless both sides are whole and positive. */
export function blankPicture(width: number, height: number): Picture {
  checkSide('width', width);
  checkSide('height', height);
  return { width, height, data: new Uint8Array(width * height * CHANNELS) };
}

export function checkSide(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw badSize(what, value);
}
