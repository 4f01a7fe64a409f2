import type { PixelBox } from './picture.js';
import { roundHalfEven } from './round-half-even.js';
import type { PictureSize } from './short-side-size.js';

/** Whose rounding of the offset. */
export type CropRule = 'torchvision' | 'paddleclas';

/**
 * The middle of a picture. Where the picture is too small, the box sticks out by the margins that
 * torchvision pads, the odd pixel on the right and below.
 */
export function centerBox(picture: PictureSize, size: PictureSize, rule: CropRule): PixelBox {
  return {
    left: offset(picture.width - size.width, rule),
    top: offset(picture.height - size.height, rule),
    ...{ width: size.width, height: size.height },
  };
}

/** torchvision rounds half to even where it crops and down where it pads; PaddleClas always down. */
function offset(spare: number, rule: CropRule): number {
  if (spare < 0) return -Math.floor(-spare / 2);
  return rule === 'torchvision' ? roundHalfEven(spare / 2) : Math.floor(spare / 2);
}
