export {
  type Arithmetic,
  type CropRule,
  encodePng,
  type Interpolation,
  type Normalization,
  normalizationTable,
  normalize,
  type PassOrder,
  type Picture,
  type PixelBox,
  type Rgb,
  type ShortSideRounding,
  type Orientation,
} from '@mobilenext/pictures';
export {
  checkPictures,
  type CheckPicturesOptions,
  type PictureFinding,
} from './check/check-pictures.js';
export { FINDING_KINDS, type FindingKind } from './check/examine-picture.js';
export { applyOperations } from './augment/apply-operations.js';
export { describeOperation } from './augment/describe-operation.js';
export { drawAugmentation } from './augment/draw-augmentation.js';
export {
  type AugmentationName,
  augmentations,
  POLICIES,
  TIMM_ERASING,
} from './augment/augmentations.js';
export type { Cutout, Erasing, RandomErasing } from './augment/erasing.js';
export type { Jitter } from './augment/jitter.js';
export type { ErasingNoise, Operation } from './augment/operation.js';
export type { Policy } from './augment/policy.js';
export { centerCrop, type CropSize } from './crop/center-crop.js';
export { crop } from './crop/crop.js';
export { flipHorizontal } from '@mobilenext/pictures/augment';
export { type Margins, pad } from './crop/pad.js';
export { padAndCrop } from './crop/pad-and-crop.js';
export {
  type RandomCropRule,
  randomResizedCrop,
  type RandomResizedCropOptions,
} from './crop/random-resized-crop.js';
export { readClassMap } from './dataset/class-map.js';
export { classSubset } from './dataset/class-subset.js';
export type { Dataset, DatasetOrigin } from './dataset/dataset.js';
export {
  isPattern,
  openDataset,
  type OpenDatasetOptions,
  splitsOf,
} from './dataset/open-dataset.js';
export { ImagenetError, type ImagenetErrorCode } from './errors.js';
export type { Batch } from './loader/batch.js';
export type { RottenPicture } from './loader/load-sample.js';
export type { EpochOptions } from './loader/epoch.js';
export { loader, type LoaderOptions } from './loader/loader.js';
export {
  type BatchLoader,
  defaultWorkers,
  openLoader,
  type OpenLoaderOptions,
} from './loader/open-loader.js';
export { createPictureCache, type PictureCache } from './loader/picture-cache.js';
export type { PictureFileOptions } from './loader/picture-file.js';
export { mixPixels } from './mix/mix-pixels.js';
export { mixTargets } from './mix/mix-targets.js';
export {
  type BatchSize,
  drawMixing,
  type MixBox,
  type MixedFrom,
  type Mixing,
} from './mix/mixing.js';
export { decode } from './picture/decode.js';
export { randomStream, type RandomStream } from './random/random-stream.js';
export { sampleOrder, type SampleOrderOptions, type Shard } from './random/sample-order.js';
export { resize, type ResizeOptions } from './resize/resize.js';
export { resizeShortSide, shortSideSize } from './resize/resize-short-side.js';
export { evaluationOperations, evaluationTransform } from './transform/evaluation-transform.js';
export { viewCount, type Views, viewsTransform } from './transform/evaluation-views.js';
export type { Augmentation, Geometry, Preprocessing } from './transform/preprocessing.js';
export { trainingTransform } from './transform/training-transform.js';
export { transformOf, type TransformRecord } from './transform/transform-record.js';
export type { Transform } from './transform/transform.js';
export { CIFAR10_CLASSES, fetchCifar10, type FetchCifar10Options } from './fetch/cifar10.js';
export {
  FASHION_MNIST_CLASSES,
  fetchFashionMnist,
  type FetchFashionMnistOptions,
} from './fetch/fashion-mnist.js';
export {
  fetchImagenette,
  type FetchImagenetteOptions,
  IMAGENETTE_CLASSES,
} from './fetch/imagenette.js';
export type { FetchedDataset, FetchOptions, FetchProgress } from './fetch/progress.js';
export {
  type PreparedImagenet,
  prepareImagenet,
  type PrepareImagenetOptions,
  type PrepareProgress,
} from './prepare/prepare-imagenet.js';
export { isWordnetId, type Synset } from './prepare/synset.js';
export { type VerifiedShards, verifyPrepared } from './prepare/verify-prepared.js';
