import type { Augmentation } from '../transform/preprocessing.js';
import type { RandomErasing } from './erasing.js';
import type { Policy } from './policy.js';

const IMAGENET_BOX = { scale: [0.08, 1], ratio: [3 / 4, 4 / 3] } as const;

const PLAIN = {
  crop: {
    kind: 'randomResizedCrop',
    ...IMAGENET_BOX,
    interpolation: 'bilinear',
    rule: 'torchvision',
  },
  flip: 0.5,
} as const satisfies Augmentation;

const TIMM = {
  crop: { kind: 'randomResizedCrop', ...IMAGENET_BOX, interpolation: 'random', rule: 'timm' },
  flip: 0.5,
} as const satisfies Augmentation;

const PADDLECLAS = {
  crop: { kind: 'randomResizedCrop', ...IMAGENET_BOX, interpolation: 'random', rule: 'paddleclas' },
  flip: 0.5,
} as const satisfies Augmentation;

const COLOURS = { brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0 } as const;

/** ImageNet's mean and deviation in bytes, the mean rounded as timm fills with it. */
const FILL = [124, 116, 104] as const;
const GREY = [128, 128, 128] as const;
const BLACK = [0, 0, 0] as const;

/** How timm's transforms of ImageNet bend: 0.45 of the side of 224 is 100 pixels. */
const TIMM_BENDING = {
  resample: 'random',
  fill: FILL,
  translateConst: 100,
  translatePct: 0.45,
} as const;

/** What each kind of policy is unless something else is said. */
export const POLICIES = {
  timmAutoAugment: {
    kind: 'timmAutoAugment',
    table: 'v0',
    ...TIMM_BENDING,
    magnitudeStd: 0.5,
    magnitudeMax: 10,
  },
  timmRandAugment: {
    kind: 'timmRandAugment',
    layers: 2,
    magnitude: 9,
    probability: 0.5,
    increasing: true,
    weights: 'none',
    ...TIMM_BENDING,
    magnitudeStd: 0.5,
    magnitudeMax: 10,
  },
  torchvisionAutoAugment: { kind: 'torchvisionAutoAugment', resample: 'nearest', fill: BLACK },
  torchvisionRandAugment: {
    kind: 'torchvisionRandAugment',
    layers: 2,
    magnitude: 9,
    resample: 'nearest',
    fill: BLACK,
  },
  torchvisionTrivialAugment: {
    kind: 'torchvisionTrivialAugment',
    resample: 'nearest',
    fill: BLACK,
  },
  paddleclasAutoAugment: { kind: 'paddleclasAutoAugment', table: 'imagenet', fill: GREY },
  paddleclasRandAugment: { kind: 'paddleclasRandAugment', layers: 2, magnitude: 5, fill: GREY },
} as const satisfies { readonly [K in Policy['kind']]: Policy & { readonly kind: K } };

/** timm's, with a quarter of the pictures erased. */
export const TIMM_ERASING = {
  kind: 'timm',
  probability: 0.25,
  mode: 'pixel',
  area: [0.02, 1 / 3],
  aspect: [0.3, 1 / 0.3],
  logAspect: true,
  count: [1, 1],
  mean: [123.675, 116.28, 103.53],
  std: [58.395, 57.12, 57.375],
} as const satisfies RandomErasing;

/** Named ways to vary training pictures of 224x224; each is its source's default. */
export const augmentations = Object.freeze({
  /** Source: PaddleClas's configuration of MobileNeXt_x1_0. */
  mobilenext: { ...PADDLECLAS, jitter: { kind: 'paddleclas', ...COLOURS } },
  /** Source: the settings that the MobileNeXt authors' runs of timm were made with. */
  'mobilenext-authors': { ...TIMM, jitter: { kind: 'torchvision', ...COLOURS } },
  /** Source: torchvision's training reference: crop and flip alone. */
  torchvision: PLAIN,
  'torchvision-autoaugment': { ...PLAIN, policy: POLICIES.torchvisionAutoAugment },
  'torchvision-randaugment': { ...PLAIN, policy: POLICIES.torchvisionRandAugment },
  'torchvision-trivialaugment': { ...PLAIN, policy: POLICIES.torchvisionTrivialAugment },
  /** timm's `v0-mstd0.5`. */
  'timm-autoaugment': { ...TIMM, policy: POLICIES.timmAutoAugment },
  /** timm's `original-mstd0.5`. */
  'timm-autoaugment-original': {
    ...TIMM,
    policy: { ...POLICIES.timmAutoAugment, table: 'original' },
  },
  /** timm's `rand-m9-mstd0.5-inc1` with random erasing. */
  'timm-randaugment': { ...TIMM, policy: POLICIES.timmRandAugment, erasing: TIMM_ERASING },
  /** DeiT III's: one of solarize, grey and blur, and colours; arXiv 2204.07118. */
  'timm-3augment': {
    ...TIMM,
    policy: { ...POLICIES.timmAutoAugment, table: '3a', magnitudeStd: 0 },
    jitter: { kind: 'torchvision', brightness: 0.3, contrast: 0.3, saturation: 0.3, hue: 0 },
  },
  'paddleclas-autoaugment': { ...PADDLECLAS, policy: POLICIES.paddleclasAutoAugment },
  'paddleclas-randaugment': { ...PADDLECLAS, policy: POLICIES.paddleclasRandAugment },
  /** For pictures of about 32x32. */
  'small-pictures': { crop: { kind: 'padAndCrop', padding: 4 }, flip: 0.5 },
} as const satisfies Readonly<Record<string, Augmentation>>);

/** Name of a row of {@link augmentations}. */
export type AugmentationName = keyof typeof augmentations;
