import { cropTooLarge } from '../errors.js';
import type { Picture } from '../picture/picture.js';
import { roundHalfEven } from '../resize/round-half-even.js';
import { crop } from './crop.js';
import { pad } from './pad.js';

/** Whose rounding of the offset, and what happens to a picture that is too small. */
export type CropRule = 'torchvision' | 'paddleclas';

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
  const source = rule === 'torchvision' ? padTo(picture, width, height) : picture;
  if (source.width < width || source.height < height) {
    throw cropTooLarge(`${width}x${height}`, picture.width, picture.height);
  }
  const offset = rule === 'torchvision' ? roundHalfEven : Math.floor;
  return crop(source, {
    left: offset((source.width - width) / 2),
    top: offset((source.height - height) / 2),
    width,
    height,
  });
}

function padTo(picture: Picture, width: number, height: number): Picture {
  const across = Math.max(0, width - picture.width);
  const down = Math.max(0, height - picture.height);
  if (across === 0 && down === 0) return picture;
  return pad(picture, {
    left: Math.floor(across / 2),
    top: Math.floor(down / 2),
    right: Math.ceil(across / 2),
    bottom: Math.ceil(down / 2),
  });
}
