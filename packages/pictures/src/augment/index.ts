export { affine, type GeometryInterpolation, type GeometryOptions } from './affine.js';
export { autocontrast } from './autocontrast.js';
export { blend } from './blend.js';
export { adjustBrightness } from './brightness.js';
export { adjustContrast } from './contrast.js';
export { equalize } from './equalize.js';
export { erase } from './erase.js';
export { flipHorizontal, flipVertical, transpose } from './flip.js';
export { gaussianBlur } from './gaussian-blur.js';
export { grayscale, luma } from './grayscale.js';
export { adjustHue } from './hue.js';
export { invert } from './invert.js';
export {
  type OpencvInterpolation,
  opencvResize,
  type OpencvResizeOptions,
} from './opencv-resize.js';
export {
  paddleclasRotate,
  paddleclasShearX,
  paddleclasShearY,
  paddleclasTranslateX,
  paddleclasTranslateY,
} from './paddleclas.js';
export { posterize } from './posterize.js';
export { rotate } from './rotate.js';
export { adjustSaturation } from './saturation.js';
export { adjustSharpness, smooth } from './sharpness.js';
export { shearX, shearY } from './shear.js';
export { solarize, solarizeAdd } from './solarize.js';
export {
  type TorchvisionAffine,
  torchvisionAffine,
  torchvisionShearX,
  torchvisionShearY,
  torchvisionTranslateX,
  torchvisionTranslateY,
} from './torchvision-affine.js';
export { translateX, translateY } from './translate.js';
export type { AffineMatrix } from './twins/affine.js';
