import {
  flag,
  listOf,
  numberFrom,
  oneOf,
  positive,
  type Rule,
  share,
  shareBelowOne,
  text,
  wholeFrom,
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
    'augmentation.crop.interpolation': oneOf('nearest', 'bilinear', 'bicubic'),
    'augmentation.crop.rule': oneOf('torchvision', 'timm'),
  },
};

/**
 * The rule of every setting that a configuration has, by its path; which ones it has depends on the
 * kinds of its schedule and crop and on whether pictures are scaled.
 */
export function rulesOf(leaves: ReadonlyMap<string, unknown>): Rules {
  const kindsOf = (path: string, kinds: Readonly<Record<string, Rules>>): Rules => ({
    [path]: oneOf(...Object.keys(kinds)),
    ...kinds[leaves.get(path) as string],
  });
  return {
    ...GENERAL,
    ...(leaves.get('preprocessing.resize') === null ? NO_RESIZE : RESIZE),
    ...kindsOf('schedule.kind', SCHEDULES),
    ...kindsOf('augmentation.crop.kind', CROPS),
  };
}
