import type { PictureSize, Rgb } from '@mobilenext/pictures';
import { chance, choice } from '../../random/distributions.js';
import type { RandomStream } from '../../random/random-stream.js';
import type { Operation } from '../operation.js';
import type { Policy } from '../policy.js';
import { PADDLECLAS_POLICIES } from './auto-augment.js';
import { PADDLECLAS_AUTO_AUGMENT, PADDLECLAS_RAND_AUGMENT } from './paddleclas-levels.js';

type PaddleclasPolicy = Extract<
  Policy,
  { kind: 'paddleclasAutoAugment' | 'paddleclasRandAugment' }
>;

/** The operations of one picture. Source: PaddleClas `AutoAugment` and `RandAugment`. */
export function drawPaddleclasPolicy(
  policy: PaddleclasPolicy,
  size: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  const { fill } = policy;
  const drawn = (
    rows: typeof PADDLECLAS_AUTO_AUGMENT,
    name: string,
    level: number,
  ): readonly Operation[] => {
    const { values, signed } = rows[name];
    const sign = signed && chance(random, 0.5) ? -1 : 1;
    return [paddleclasOperation(name, values[level], { sign, size, fill })];
  };
  if (policy.kind === 'paddleclasAutoAugment') {
    return choice(random, PADDLECLAS_POLICIES[policy.table]).flatMap(
      ([name, probability, level]) =>
        chance(random, probability) ? drawn(PADDLECLAS_AUTO_AUGMENT, name, level) : [],
    );
  }
  const names = Object.keys(PADDLECLAS_RAND_AUGMENT);
  return Array.from({ length: policy.layers }, () =>
    drawn(PADDLECLAS_RAND_AUGMENT, choice(random, names), policy.magnitude),
  ).flat();
}

/** An operation by PaddleClas's name. */
export function paddleclasOperation(
  name: string,
  parameter: number,
  { sign, size, fill }: { readonly sign: number; readonly size: PictureSize; readonly fill: Rgb },
): Operation {
  const rule = 'paddleclas';
  switch (name) {
    case 'shearX':
    case 'shearY':
      return { kind: name, factor: sign * parameter, rule, resample: 'bicubic', fill };
    case 'translateX':
    case 'translateY': {
      const side = name === 'translateX' ? size.width : size.height;
      return { kind: name, pixels: sign * parameter * side, rule, resample: 'nearest', fill };
    }
    case 'rotate':
      return { kind: 'rotate', degrees: parameter, rule, resample: 'nearest', fill };
    case 'color':
    case 'contrast':
    case 'sharpness':
    case 'brightness':
      return { kind: name, factor: 1 + sign * parameter };
    case 'posterize':
      return { kind: 'posterize', bits: parameter };
    case 'solarize':
      return { kind: 'solarize', threshold: parameter };
    case 'autocontrast':
    case 'equalize':
    case 'invert':
      return { kind: name };
    default:
      throw new RangeError(`no operation of PaddleClas is called ${name}`);
  }
}
