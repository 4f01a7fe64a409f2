import { centerBox, type CropRule, cutBox, type Picture } from '@mobilenext/pictures';
import { cropTooLarge } from '../errors.js';
import { checkSide } from '../picture/picture.js';

/** A side, or both. */
export type CropSize = number | { readonly width: number; readonly height: number };

/**
 * Cuts out the middle. torchvision rounds the offset half to even and pads a picture that is too
 * small with black; PaddleClas rounds it down.
 *
 * Differs: a picture that is too small is an error by PaddleClas's rule; the original returns a
 * sliver of a wrong size, since its negative offset counts from the far end.
 *
 * @throws {ImagenetError} `ARGUMENT`
 */
export function centerCrop(
  picture: Picture,
  size: CropSize,
  { rule }: { readonly rule: CropRule },
): Picture {
  const { width, height } = typeof size === 'number' ? { width: size, height: size } : size;
  checkSide('width', width);
  checkSide('height', height);
  const isTooSmall = picture.width < width || picture.height < height;
  if (isTooSmall && rule === 'paddleclas') {
    throw cropTooLarge(`${width}x${height}`, picture.width, picture.height);
  }
  return cutBox(picture, centerBox(picture, { width, height }, rule));
}
