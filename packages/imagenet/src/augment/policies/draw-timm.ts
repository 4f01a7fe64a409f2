import type { PictureSize } from '@mobilenext/pictures';
import { between, chance, choice, normal, weightedSample } from '../../random/distributions.js';
import type { RandomStream } from '../../random/random-stream.js';
import type { Operation } from '../operation.js';
import type { Policy } from '../policy.js';
import { TIMM_POLICIES } from './auto-augment.js';
import { TIMM_RAND_OPERATIONS, TIMM_RAND_WEIGHTS } from './rand-augment.js';
import type { PolicyStep } from './sub-policy.js';
import { TIMM_LEVELS, type TimmName } from './timm-levels.js';

type TimmPolicy = Extract<Policy, { kind: 'timmAutoAugment' | 'timmRandAugment' }>;

/** The operations of one picture. Source: timm `AutoAugment`, `RandAugment` and `AugmentOp`. */
export function drawTimmPolicy(
  policy: TimmPolicy,
  size: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  return stepsOf(policy, random).flatMap(([name, probability, level]) => {
    if (!chance(random, probability)) return [];
    return [timmOperation(name as TimmName, noisy(level, policy, random), policy, size, random)];
  });
}

function stepsOf(policy: TimmPolicy, random: RandomStream): readonly PolicyStep[] {
  if (policy.kind === 'timmAutoAugment') return choice(random, TIMM_POLICIES[policy.table]);
  const { layers, magnitude, probability, increasing, weights } = policy;
  const names = TIMM_RAND_OPERATIONS[increasing ? 'increasing' : 'plain'];
  const chosen =
    weights === 'none'
      ? Array.from({ length: layers }, () => choice(random, names))
      : weightedNames(names, TIMM_RAND_WEIGHTS[weights], layers, random);
  return chosen.map((name) => [name, probability, magnitude]);
}

const weightedNames = (
  names: readonly TimmName[],
  weights: Readonly<Partial<Record<TimmName, number>>>,
  layers: number,
  random: RandomStream,
): readonly TimmName[] =>
  weightedSample(
    random,
    names.map((name) => weights[name] ?? 0),
    layers,
  ).map((index) => names[index]);

/** Deviations of more than this count as infinite. */
const INFINITE = 100;

function noisy(
  level: number,
  { magnitudeStd, magnitudeMax }: TimmPolicy,
  random: RandomStream,
): number {
  if (magnitudeStd === 0) return Math.min(level, magnitudeMax);
  const drawn =
    magnitudeStd > INFINITE ? between(random, 0, level) : level + magnitudeStd * normal(random);
  return Math.max(0, Math.min(magnitudeMax, drawn));
}

/** An operation of timm's at a level, its sign, filter and radius being drawn. */
function timmOperation(
  name: TimmName,
  level: number,
  policy: TimmPolicy,
  { width, height }: PictureSize,
  random: RandomStream,
): Operation {
  const parameter = TIMM_LEVELS[name](level, chance(random, 0.5) ? 1 : -1, policy);
  const bent = (): {
    rule: 'timm';
    resample: 'nearest' | 'bilinear' | 'bicubic';
    fill: typeof policy.fill;
  } => ({
    rule: 'timm',
    resample:
      policy.resample === 'random'
        ? choice(random, ['bilinear', 'bicubic'] as const)
        : policy.resample,
    fill: policy.fill,
  });
  switch (name) {
    case 'AutoContrast':
      return { kind: 'autocontrast' };
    case 'Equalize':
      return { kind: 'equalize' };
    case 'Invert':
      return { kind: 'invert' };
    case 'Rotate':
      return { kind: 'rotate', degrees: parameter, ...bent() };
    case 'Posterize':
    case 'PosterizeIncreasing':
    case 'PosterizeOriginal':
      return { kind: 'posterize', bits: parameter };
    case 'Solarize':
    case 'SolarizeIncreasing':
      return { kind: 'solarize', threshold: parameter };
    case 'SolarizeAdd':
      return { kind: 'solarizeAdd', amount: parameter };
    case 'Color':
    case 'ColorIncreasing':
      return { kind: 'color', factor: parameter };
    case 'Contrast':
    case 'ContrastIncreasing':
      return { kind: 'contrast', factor: parameter };
    case 'Brightness':
    case 'BrightnessIncreasing':
      return { kind: 'brightness', factor: parameter };
    case 'Sharpness':
    case 'SharpnessIncreasing':
      return { kind: 'sharpness', factor: parameter };
    case 'ShearX':
      return { kind: 'shearX', factor: parameter, ...bent() };
    case 'ShearY':
      return { kind: 'shearY', factor: parameter, ...bent() };
    case 'TranslateX':
      return { kind: 'translateX', pixels: parameter, ...bent() };
    case 'TranslateY':
      return { kind: 'translateY', pixels: parameter, ...bent() };
    case 'TranslateXRel':
      return { kind: 'translateX', pixels: parameter * width, ...bent() };
    case 'TranslateYRel':
      return { kind: 'translateY', pixels: parameter * height, ...bent() };
    case 'Desaturate':
      return { kind: 'color', factor: Math.min(1, Math.max(0, 1 - parameter)) };
    case 'GaussianBlur':
      return { kind: 'blur', radius: parameter };
    case 'GaussianBlurRand':
      return { kind: 'blur', radius: between(random, 0.1, 2 * parameter) };
  }
}
