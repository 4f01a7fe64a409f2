type Triple = readonly [number, number, number];

/** What is taken from values in 0..1, and what the rest is divided by, channel by channel. */
export interface NormalizationConstants {
  readonly mean: Triple;
  readonly std: Triple;
}

const constants = (mean: Triple, std: Triple): NormalizationConstants =>
  Object.freeze({ mean: Object.freeze(mean), std: Object.freeze(std) });

const BYTES: Triple = [1 / 255, 1 / 255, 1 / 255];

/**
 * How known recipes bring pictures to the scale of a network, in the order of its channels.
 * Source: torchvision and PaddleClas (`imagenet`), Inception's preprocessing in TensorFlow
 * (`signed`), ToTensor alone (`unit`), no scaling (`bytes`), Caffe's ImageNet models, which take
 * blue first (`caffe`).
 */
export const NORMALIZATIONS = Object.freeze({
  /** Mean 0 and deviation 1 over ImageNet. */
  imagenet: constants([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
  /** -1..1 */
  signed: constants([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
  /** 0..1 */
  unit: constants([0, 0, 0], [1, 1, 1]),
  /** 0..255 */
  bytes: constants([0, 0, 0], BYTES),
  /** 0..255 less ImageNet's mean of blue, green, red. */
  caffe: constants([0.406, 0.456, 0.485], BYTES),
});

/** Name of a row of {@link NORMALIZATIONS}. */
export type NormalizationName = keyof typeof NORMALIZATIONS;
