import type { Preprocessing } from '@mobilenext/imagenet';
import { unknownRecipe } from '../errors.js';
import type { TrainConfig } from './config.js';

/** Settings that are known to work together. */
export interface Recipe {
  /** One line. */
  readonly description: string;
  readonly config: TrainConfig;
}

/** The same as in `@mobilenext/mobilenext`, which is no dependency; a test of the command compares. */
const IMAGENET_224: Preprocessing = {
  size: 224,
  resize: { shortSide: 256, interpolation: 'bicubic', rounding: 'paddleclas' },
  cropRule: 'paddleclas',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
  arithmetic: 'paddleclas',
};

const SMALL_PICTURES: TrainConfig = {
  variant: 'mobilenext-0.35-small',
  numClasses: 10,
  identityMultiplier: 1,
  dropout: 0.2,
  epochs: 12,
  samplesPerEpoch: 0,
  batch: 128,
  seed: 0,
  optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, decay: 5e-4, decayGroup: 'weights' },
  schedule: {
    kind: 'cosine',
    rate: 0.1,
    minimumRate: 0,
    warmupRate: 0,
    warmup: 0.05,
    warmupUnit: 'share',
    per: 'iteration',
    cosineFrom: 'warmup',
  },
  ema: 0,
  recompute: 'none',
  labelSmoothing: 0.1,
  statistics: 'pytorch',
  augmentation: { crop: { kind: 'padAndCrop', padding: 4 }, flip: 0.5 },
  preprocessing: { ...IMAGENET_224, size: 32, resize: null },
  tolerance: 0.01,
  saveEverySteps: 0,
  logEverySteps: 10,
};

/** Source: the PaddleClas reproduction's MobileNeXt configuration, four cards of 128 pictures. */
const IMAGENET: TrainConfig = {
  variant: 'mobilenext-1.0',
  numClasses: 1000,
  identityMultiplier: 1,
  dropout: 0.2,
  epochs: 200,
  samplesPerEpoch: 0,
  batch: 512,
  seed: 0,
  optimizer: { kind: 'sgd', momentum: 0.9, nesterov: true, decay: 1e-4, decayGroup: 'weights' },
  schedule: {
    kind: 'cosine',
    rate: 0.1,
    minimumRate: 1e-5,
    warmupRate: 1e-4,
    warmup: 3,
    warmupUnit: 'epochs',
    per: 'epoch',
    cosineFrom: 'warmup',
  },
  ema: 0,
  recompute: 'none',
  labelSmoothing: 0.1,
  statistics: 'paddle',
  augmentation: {
    crop: {
      kind: 'randomResizedCrop',
      scale: [0.08, 1],
      ratio: [3 / 4, 4 / 3],
      interpolation: 'bicubic',
      rule: 'torchvision',
    },
    flip: 0.5,
  },
  preprocessing: IMAGENET_224,
  tolerance: 0.01,
  saveEverySteps: 500,
  logEverySteps: 10,
};

/** Every recipe by name. */
export const recipes = Object.freeze({
  'small-pictures': {
    description: 'pictures of about 32x32, as CIFAR-10 and Fashion-MNIST: 12 epochs, cosine',
    config: SMALL_PICTURES,
  },
  imagenet: {
    description: "ImageNet at 224x224, PaddleClas's settings: 200 epochs of batch 512, cosine",
    config: IMAGENET,
  },
} as const satisfies Record<string, Recipe>);

/** Name of a row of {@link recipes}. */
export type RecipeName = keyof typeof recipes;

/** @throws {TrainerError} `SETTING`, with the names that exist. */
export function findRecipe(name: string): Recipe {
  if (!Object.hasOwn(recipes, name)) throw unknownRecipe(name, Object.keys(recipes));
  return recipes[name as RecipeName];
}
