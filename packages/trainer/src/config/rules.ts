import {
  byte,
  flag,
  listOf,
  numberFrom,
  numberTo,
  oneOf,
  optional,
  positive,
  type Rule,
  share,
  shareBelowOne,
  text,
  wholeFrom,
  wholeTo,
} from './rule.js';

type Rules = Readonly<Record<string, Rule>>;

const GENERAL: Rules = {
  variant: text,
  numClasses: wholeFrom(1),
  identityMultiplier: numberFrom(1),
  dropout: shareBelowOne,
  epochs: wholeFrom(1),
  samplesPerEpoch: wholeFrom(0),
  batch: wholeFrom(1),
  seed: wholeFrom(0),
  'optimizer.kind': oneOf('sgd'),
  'optimizer.momentum': shareBelowOne,
  'optimizer.nesterov': flag,
  'optimizer.decay': numberFrom(0),
  'optimizer.decayGroup': oneOf('weights', 'all'),
  ema: shareBelowOne,
  recompute: oneOf('none', 'chains'),
  labelSmoothing: shareBelowOne,
  statistics: oneOf('pytorch', 'paddle'),
  'preprocessing.size': wholeFrom(1),
  'preprocessing.cropRule': oneOf('torchvision', 'paddleclas'),
  'preprocessing.mean': listOf(3, share),
  'preprocessing.std': listOf(3, positive),
  'preprocessing.arithmetic': oneOf('torchvision', 'timm', 'paddleclas'),
  'augmentation.flip': share,
  'augmentation.flipVertical': optional(share),
  'augmentation.grayscale': optional(share),
  repeats: optional(wholeFrom(1)),
  tolerance: share,
  saveEverySteps: wholeFrom(0),
  logEverySteps: wholeFrom(1),
};

const RESIZE: Rules = {
  'preprocessing.resize.shortSide': wholeFrom(1),
  'preprocessing.resize.interpolation': oneOf('bilinear', 'bicubic'),
  'preprocessing.resize.rounding': oneOf('torchvision', 'timm', 'paddleclas'),
};

const NO_RESIZE: Rules = {
  'preprocessing.resize': { takes: 'null', accepts: (value) => value === null },
};

/** By `schedule.kind`. */
const SCHEDULES: Readonly<Record<string, Rules>> = {
  constant: { 'schedule.rate': positive },
  cosine: {
    'schedule.rate': positive,
    'schedule.minimumRate': numberFrom(0),
    'schedule.warmupRate': numberFrom(0),
    'schedule.warmup': numberFrom(0),
    'schedule.warmupUnit': oneOf('epochs', 'share'),
    'schedule.per': oneOf('iteration', 'epoch'),
    'schedule.cosineFrom': oneOf('warmup', 'start'),
  },
};

/** By `augmentation.crop.kind`. */
const CROPS: Readonly<Record<string, Rules>> = {
  none: {},
  padAndCrop: { 'augmentation.crop.padding': wholeFrom(0) },
  randomResizedCrop: {
    'augmentation.crop.scale': listOf(2, share),
    'augmentation.crop.ratio': listOf(2, positive),
    'augmentation.crop.interpolation': oneOf('nearest', 'bilinear', 'bicubic', 'random'),
    'augmentation.crop.rule': optional(oneOf('torchvision', 'timm', 'paddleclas')),
    'augmentation.crop.logAspect': optional(flag),
  },
};

const POLICY = 'augmentation.policy';
const FILL: Rules = { [`${POLICY}.fill`]: listOf(3, byte) };
const resample = (...more: readonly string[]): Rules => ({
  [`${POLICY}.resample`]: oneOf('nearest', 'bilinear', 'bicubic', ...more),
});
const TIMM: Rules = {
  ...FILL,
  ...resample('random'),
  [`${POLICY}.translateConst`]: numberFrom(0),
  [`${POLICY}.translatePct`]: share,
  [`${POLICY}.magnitudeStd`]: numberFrom(0),
  [`${POLICY}.magnitudeMax`]: numberFrom(0),
};
const LAYERS: Rules = { [`${POLICY}.layers`]: wholeFrom(1) };

/** By `augmentation.policy.kind`. */
const POLICY_RULES: Readonly<Record<string, Rules>> = {
  none: {},
  timmAutoAugment: {
    ...TIMM,
    [`${POLICY}.table`]: oneOf('v0', 'v0r', 'original', 'originalr', '3a'),
  },
  timmRandAugment: {
    ...TIMM,
    ...LAYERS,
    [`${POLICY}.magnitude`]: numberTo(10),
    [`${POLICY}.probability`]: share,
    [`${POLICY}.increasing`]: flag,
    [`${POLICY}.weights`]: oneOf('none', 'current', 'older'),
  },
  torchvisionAutoAugment: { ...FILL, ...resample() },
  torchvisionRandAugment: {
    ...FILL,
    ...LAYERS,
    ...resample(),
    [`${POLICY}.magnitude`]: wholeTo(30),
  },
  torchvisionTrivialAugment: { ...FILL, ...resample() },
  paddleclasAutoAugment: { ...FILL, [`${POLICY}.table`]: oneOf('imagenet', 'cifar10', 'svhn') },
  paddleclasRandAugment: { ...FILL, ...LAYERS, [`${POLICY}.magnitude`]: wholeTo(10) },
};

const JITTER: Rules = {
  'augmentation.jitter.brightness': numberFrom(0),
  'augmentation.jitter.contrast': numberFrom(0),
  'augmentation.jitter.saturation': numberFrom(0),
  'augmentation.jitter.hue': numberTo(0.5),
};

const ERASING: Rules = {
  'augmentation.erasing.probability': share,
  'augmentation.erasing.mode': oneOf('const', 'rand', 'pixel'),
  'augmentation.erasing.area': listOf(2, share),
  'augmentation.erasing.aspect': listOf(2, positive),
  'augmentation.erasing.logAspect': flag,
  'augmentation.erasing.count': listOf(2, wholeFrom(1)),
  'augmentation.erasing.attempts': optional(wholeFrom(1)),
  'augmentation.erasing.mean': listOf(3, byte),
  'augmentation.erasing.std': listOf(3, byte),
};

const BLUR: Rules = {
  'augmentation.blur.probability': share,
  'augmentation.blur.radius': listOf(2, numberFrom(0)),
};

const MIXING: Rules = {
  'mixing.mode': oneOf('batch', 'pair', 'elem', 'half'),
  'mixing.mixup': numberFrom(0),
  'mixing.cutmix': numberFrom(0),
  'mixing.probability': share,
  'mixing.switchProbability': share,
  'mixing.epochs': wholeFrom(0),
};

/** What may be absent as a whole, by the path of its kind. */
const OPTIONAL_KINDS: Readonly<Record<string, Readonly<Record<string, Rules>>>> = {
  'augmentation.policy.kind': POLICY_RULES,
  'augmentation.jitter.kind': { none: {}, torchvision: JITTER, paddleclas: JITTER },
  'augmentation.erasing.kind': {
    none: {},
    timm: ERASING,
    paddleclas: ERASING,
    cutout: {
      'augmentation.erasing.holes': wholeFrom(1),
      'augmentation.erasing.length': wholeFrom(1),
    },
  },
  'mixing.kind': {
    none: {},
    timm: MIXING,
    paddleclas: { ...MIXING, 'mixing.mode': oneOf('batch') },
  },
};

/**
 * The rule of every setting that a configuration has, by its path; which ones it has depends on the
 * kinds of its schedule, crop, policy, jitter, erasing and mixing, and on whether pictures are
 * scaled and blurred.
 */
export function rulesOf(leaves: ReadonlyMap<string, unknown>): Rules {
  const blurs = Object.keys(BLUR).some((path) => leaves.has(path));
  const kindsOf = (path: string, kinds: Readonly<Record<string, Rules>>): Rules => ({
    [path]: oneOf(...Object.keys(kinds)),
    ...kinds[leaves.get(path) as string],
  });
  return {
    ...GENERAL,
    ...(leaves.get('preprocessing.resize') === null ? NO_RESIZE : RESIZE),
    ...kindsOf('schedule.kind', SCHEDULES),
    ...kindsOf('augmentation.crop.kind', CROPS),
    ...optionalKinds(leaves),
    ...(blurs ? BLUR : allOptional(BLUR)),
  };
}

const optionalKinds = (leaves: ReadonlyMap<string, unknown>): Rules =>
  Object.assign(
    {},
    ...Object.entries(OPTIONAL_KINDS).map(([path, kinds]) => ({
      [path]: optional(oneOf(...Object.keys(kinds))),
      ...kinds[leaves.get(path) as string],
    })),
  ) as Rules;

const allOptional = (rules: Rules): Rules =>
  Object.fromEntries(Object.entries(rules).map(([path, rule]) => [path, optional(rule)]));
