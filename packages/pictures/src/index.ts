export { decode, decodeImage, type DecodeOptions, type Orientation } from './codec/decode.js';
export { type Bitmap, hasCanvas, type ImageElement } from './codec/decode-by-canvas.js';
export { encodePng } from './codec/encode-png.js';
export { limitSharp } from './codec/load-sharp.js';
export { withoutAlpha } from './codec/without-alpha.js';
export { PictureError } from './errors.js';
export { type JpegFile, openJpeg } from './jpeg/jpeg-file.js';
export { centerBox, type CropRule } from './resample/center-box.js';
export { cutBox } from './resample/cut-box.js';
export {
  type Arithmetic,
  type ChannelOrder,
  type Normalization,
  normalizationTable,
  normalize,
  normalizeInto,
  type Rgb,
} from './resample/normalize.js';
export { CHANNELS, type Picture, type PixelBox } from './resample/picture.js';
export {
  type Interpolation,
  type PassOrder,
  resample,
  type ResampleOptions,
} from './resample/resample.js';
export { roundHalfEven } from './resample/round-half-even.js';
export {
  type PictureSize,
  shortSideSize,
  type ShortSideRounding,
} from './resample/short-side-size.js';
