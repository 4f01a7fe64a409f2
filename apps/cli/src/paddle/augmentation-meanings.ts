import type { Meanings } from './interpret.js';
import { type Leaf, type Settings, valueOf } from './settings-file.js';

/** An operation's setting by its name, or what PaddleClas takes where it is not given. */
type Given = (name: string, otherwise: Leaf) => Leaf;

/**
 * An operation that is translated as a whole, since what is not given of it has PaddleClas's defaults
 * and not ours.
 */
function operation(
  path: string,
  names: readonly string[],
  translate: (given: Given, all: Settings) => readonly string[],
): Meanings {
  const together = (all: Settings): readonly string[] =>
    translate((name, otherwise) => all.get(`${path}.${name}`) ?? otherwise, all);
  const keys = [path, ...names.map((name) => `${path}.${name}`)];
  return Object.fromEntries(keys.map((key) => [key, { together }]));
}

const assigned = (path: string, values: Readonly<Record<string, Leaf>>): readonly string[] =>
  Object.entries(values).map(([name, value]) => `${path}.${name}=${textOf(value)}`);

const textOf = (value: Leaf): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A kind with the values that it begins with here, whatever another flag made of it before. */
const chosen = (
  path: string,
  kind: string,
  values: Readonly<Record<string, Leaf>> = {},
): readonly string[] => [`${path}.kind=none`, `${path}.kind=${kind}`, ...assigned(path, values)];

const POLICY = 'augmentation.policy';

/** `AutoAugment`, `RandAugment`, and of `TimmAutoAugment` what begins with `rand`. */
const policies = (at: string): Meanings => ({
  ...operation(`${at}.AutoAugment`, [], () => chosen(POLICY, 'paddleclasAutoAugment')),
  ...operation(`${at}.RandAugment`, ['num_layers', 'magnitude', 'fillcolor'], (given) =>
    chosen(POLICY, 'paddleclasRandAugment', {
      layers: given('num_layers', 2),
      magnitude: given('magnitude', 5),
      fill: given('fillcolor', [128, 128, 128]),
    }),
  ),
  ...operation(
    `${at}.TimmAutoAugment`,
    ['prob', 'config_str', 'interpolation', 'img_size'],
    (given) => {
      const level = randAugmentOf(String(given('config_str', 'rand-m9-mstd0.5-inc1')));
      // timm's translations are shares of the side, which `img_size` does not change.
      return chosen(POLICY, 'timmRandAugment', {
        ...level,
        resample: given('interpolation', 'bicubic'),
      });
    },
  ),
});

/**
 * `rand-m9-mstd0.5-inc1`. A section that is not known here stays as it is and is refused as a
 * setting's value.
 */
function randAugmentOf(text: string): Readonly<Record<string, Leaf>> {
  const sections = /^rand((?:-(?:m|n|mstd|inc)\d+(?:\.\d+)?)*)$/.exec(text);
  if (!sections) return { magnitude: text };
  const values = new Map(
    [...sections[1].matchAll(/-([a-z]+)([\d.]+)/g)].map(([, name, value]) => [name, Number(value)]),
  );
  return {
    magnitude: values.get('m') ?? 10,
    layers: values.get('n') ?? 2,
    magnitudeStd: values.get('mstd') ?? 0,
    // Its mere presence counts there: "inc0" increases, too.
    increasing: values.has('inc'),
  };
}

const jitter = (at: string): Meanings => {
  const names = ['brightness', 'contrast', 'saturation', 'hue'];
  return operation(`${at}.ColorJitter`, names, (given) =>
    chosen(
      'augmentation.jitter',
      'paddleclas',
      Object.fromEntries(names.map((name) => [name, given(name, 0)])),
    ),
  );
};

/** The statistics of `NormalizeImage` where the file does not give any. */
const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as const;

const erasing = (at: string): Meanings => {
  const names = ['EPSILON', 'sl', 'sh', 'r1', 'attempt', 'use_log_aspect', 'mode', 'mean'];
  return operation(`${at}.RandomErasing`, names, (given, all) => {
    const statistic = (name: 'mean' | 'std'): readonly number[] =>
      (all.get(`${at}.NormalizeImage.${name}`) ?? IMAGENET[name]) as readonly number[];
    const [mean, std] = [statistic('mean'), statistic('std')];
    const fill = given('mean', [0, 0, 0]) as readonly number[];
    // Of normalised values, where it is done; here bytes are erased.
    const isColour = given('mode', 'const') === 'const';
    const colour = mean.map((value, i) => 255 * (value + (isColour ? fill[i] * std[i] : 0)));
    const ratio = valueOf(given('r1', 0.3));
    return chosen('augmentation.erasing', 'paddleclas', {
      probability: valueOf(given('EPSILON', 0.5)),
      area: [valueOf(given('sl', 0.02)), valueOf(given('sh', 0.4))],
      aspect: [ratio, 1 / Number(ratio)],
      attempts: given('attempt', 100),
      logAspect: given('use_log_aspect', false),
      mode: given('mode', 'const'),
      mean: colour,
      std: std.map((value) => 255 * value),
    });
  });
};

/** How training pictures are varied one by one. */
export const augmenting = (operations: string): Meanings => ({
  ...policies(operations),
  ...jitter(operations),
  ...erasing(operations),
});

/** `MixupOperator` and `CutmixOperator`, each alone or both drawn by `OpSampler`. */
export const mixing = (operations: string): Meanings => {
  const mixed = (values: Readonly<Record<string, Leaf>>): readonly string[] =>
    chosen('mixing', 'paddleclas', values);
  const sampler = `${operations}.OpSampler`;
  const sampled = [
    ...['MixupOperator', 'MixupOperator.alpha', 'MixupOperator.prob'],
    ...['CutmixOperator', 'CutmixOperator.alpha', 'CutmixOperator.prob'],
  ];
  return {
    ...operation(`${operations}.MixupOperator`, ['alpha'], (given) =>
      mixed({ mixup: given('alpha', 1), cutmix: 0 }),
    ),
    ...operation(`${operations}.CutmixOperator`, ['alpha'], (given) =>
      mixed({ mixup: 0, cutmix: given('alpha', 0.2) }),
    ),
    ...operation(sampler, sampled, (given, all) => {
      const isAsked = (name: string): boolean =>
        [...all.keys()].some((key) => key.startsWith(`${sampler}.${name}`));
      const share = (name: string): number => Number(given(`${name}.prob`, 0));
      const [mixup, cutmix] = [share('MixupOperator'), share('CutmixOperator')];
      return mixed({
        mixup: isAsked('MixupOperator') ? given('MixupOperator.alpha', 1) : 0,
        cutmix: isAsked('CutmixOperator') ? given('CutmixOperator.alpha', 0.2) : 0,
        probability: mixup + cutmix,
        switchProbability: mixup + cutmix > 0 ? cutmix / (mixup + cutmix) : 0,
      });
    }),
  };
};

/**
 * What a file asks for that one picture cannot have at once here, or only in another order.
 *
 * @param operations path of the operations on a picture
 * @param batchOperations of those on a batch
 */
export function clashes(
  settings: Settings,
  operations: string,
  batchOperations: string,
): readonly string[] {
  const keys = [...settings.keys()];
  const placeOf = (path: string): number =>
    keys.findIndex((key) => key === path || key.startsWith(`${path}.`));
  const asked = (path: string, names: readonly string[]): readonly string[] =>
    names.filter((name) => placeOf(`${path}.${name}`) >= 0);
  const groups = [
    asked(operations, ['AutoAugment', 'RandAugment', 'TimmAutoAugment']),
    asked(batchOperations, ['MixupOperator', 'CutmixOperator', 'OpSampler']),
  ];
  const several = groups
    .filter(({ length }) => length > 1)
    .map((names) => `${names.join(' and ')} are not supported together: leave one`);
  const erased = placeOf(`${operations}.RandomErasing`);
  const isEarly = erased >= 0 && erased < placeOf(`${operations}.NormalizeImage`);
  const share = settings.get(`${operations}.TimmAutoAugment.prob`) ?? 1;
  return [
    ...several,
    ...(isEarly ? ['RandomErasing before NormalizeImage is not supported: put it behind'] : []),
    ...(share === 1 ? [] : [`TimmAutoAugment.prob=${textOf(share)} is not supported: only 1`]),
  ];
}
