import { badNumber } from '../errors.js';

/** @throws {PictureError} `ARGUMENT` if it is not a finite number */
export function checkFactor(what: string, value: number): void {
  if (!Number.isFinite(value)) throw badNumber(what, value, 'a finite number');
}
