export { affineBicubic, affineBilinear } from './affine-filtered';
export { affineNearest, scaleNearest } from './affine-nearest';
export { blendBytes, blendLevel } from './blend';
export { blurColumns, blurRows } from './box-blur';
export { flipRows } from './flip';
export { hsvToRgb, rgbToHsv, shiftHue } from './hue';
export { blendLuma, grey, luma, lumaSum } from './luma';
export { smooth } from './smooth';
export { histograms, lookUp } from './tables';
