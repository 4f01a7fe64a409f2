import type { Picture } from '../resample/picture.js';
import type { Rgb } from '../resample/normalize.js';
import { rotate } from './rotate.js';
import { shearX, shearY } from './shear.js';
import { translateX, translateY } from './translate.js';

// The geometry of PaddleClas's own AutoAugment and RandAugment; their other operations are Pillow's.

const GREY: Rgb = [128, 128, 128];

export const paddleclasShearX = (picture: Picture, factor: number, fill = GREY): Picture =>
  shearX(picture, factor, { interpolation: 'bicubic', fill });

export const paddleclasShearY = (picture: Picture, factor: number, fill = GREY): Picture =>
  shearY(picture, factor, { interpolation: 'bicubic', fill });

/** Left, by a share of the width. */
export const paddleclasTranslateX = (picture: Picture, share: number, fill = GREY): Picture =>
  translateX(picture, share * picture.width, { fill });

/** Up, by a share of the height. */
export const paddleclasTranslateY = (picture: Picture, share: number, fill = GREY): Picture =>
  translateY(picture, share * picture.height, { fill });

/** Over grey, whatever the fill of the other operations. */
export const paddleclasRotate = (picture: Picture, degrees: number): Picture =>
  rotate(picture, degrees, { fill: GREY });
