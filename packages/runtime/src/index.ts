export type { Bitmap, ImageElement, Orientation } from '@mobilenext/pictures';
export type { ClassifyOptions } from './classifier/classify-pictures.js';
export {
  type Classifier,
  type ClassifierOptions,
  createClassifier,
} from './classifier/create-classifier.js';
export type { Prediction, Predictions } from './classifier/top-classes.js';
export { type CompileOptions, compile, type Model } from './compile.js';
export { RuntimeError } from './errors.js';
export type { BytesSource } from './files/read-bytes.js';
export type { Pixels, PictureSource } from './picture/source.js';
