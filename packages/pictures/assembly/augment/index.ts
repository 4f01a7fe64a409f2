export { affineBicubic } from './affine-bicubic';
export { affineBilinear } from './affine-bilinear';
export { affineNearest, scaleNearest } from './affine-nearest';
export { blendBytes, blendLevel } from './blend';
export { blurColumns, blurRows } from './box-blur';
export { hsvToRgb, rgbToHsv, shiftHue } from './hue';
export { blendLuma, luma, lumaSum } from './luma';
export { smooth } from './smooth';
export { histograms, lookUp } from './tables';
