import type { PictureSize } from '@mobilenext/pictures';
import { chance, choice } from '../../random/distributions.js';
import type { RandomStream } from '../../random/random-stream.js';
import type { Operation } from '../operation.js';
import type { Policy } from '../policy.js';
import { TORCHVISION_POLICY } from './auto-augment.js';
import {
  type TorchvisionRow,
  torchvisionAutoAugment,
  torchvisionRandAugment,
  TRIVIAL_AUGMENT_WIDE,
} from './torchvision-levels.js';

type TorchvisionPolicy = Extract<
  Policy,
  {
    kind: 'torchvisionAutoAugment' | 'torchvisionRandAugment' | 'torchvisionTrivialAugment';
  }
>;
type Rows = Readonly<Record<string, TorchvisionRow>>;

/** The operations of one picture. Source: torchvision `transforms/autoaugment.py`. */
export function drawTorchvisionPolicy(
  policy: TorchvisionPolicy,
  size: PictureSize,
  random: RandomStream,
): readonly Operation[] {
  const drawn = (rows: Rows, name: string, level: number): readonly Operation[] => {
    const { values, signed } = rows[name];
    const magnitude = values[Math.min(level, values.length - 1)];
    const sign = signed && chance(random, 0.5) ? -1 : 1;
    return torchvisionOperation(name, sign * magnitude, policy);
  };
  switch (policy.kind) {
    case 'torchvisionAutoAugment': {
      const rows = torchvisionAutoAugment(size);
      return choice(random, TORCHVISION_POLICY).flatMap(([name, probability, level]) =>
        chance(random, probability) ? drawn(rows, name, level) : [],
      );
    }
    case 'torchvisionRandAugment': {
      const rows = torchvisionRandAugment(size);
      const names = Object.keys(rows);
      return Array.from({ length: policy.layers }, () =>
        drawn(rows, choice(random, names), policy.magnitude),
      ).flat();
    }
    case 'torchvisionTrivialAugment': {
      const name = choice(random, Object.keys(TRIVIAL_AUGMENT_WIDE));
      const { values } = TRIVIAL_AUGMENT_WIDE[name];
      return drawn(TRIVIAL_AUGMENT_WIDE, name, random.integer(0, values.length - 1));
    }
  }
}

/** An operation by torchvision's name; identity is none. */
export function torchvisionOperation(
  name: string,
  magnitude: number,
  { resample, fill }: Pick<TorchvisionPolicy, 'resample' | 'fill'>,
): readonly Operation[] {
  const bent = { rule: 'torchvision', resample, fill } as const;
  switch (name) {
    case 'ShearX':
      return [{ kind: 'shearX', factor: magnitude, ...bent }];
    case 'ShearY':
      return [{ kind: 'shearY', factor: magnitude, ...bent }];
    case 'TranslateX':
      return [{ kind: 'translateX', pixels: Math.trunc(magnitude), ...bent }];
    case 'TranslateY':
      return [{ kind: 'translateY', pixels: Math.trunc(magnitude), ...bent }];
    case 'Rotate':
      return [{ kind: 'rotate', degrees: magnitude, ...bent }];
    case 'Brightness':
      return [{ kind: 'brightness', factor: 1 + magnitude }];
    case 'Color':
      return [{ kind: 'color', factor: 1 + magnitude }];
    case 'Contrast':
      return [{ kind: 'contrast', factor: 1 + magnitude }];
    case 'Sharpness':
      return [{ kind: 'sharpness', factor: 1 + magnitude }];
    case 'Posterize':
      return [{ kind: 'posterize', bits: Math.trunc(magnitude) }];
    case 'Solarize':
      return [{ kind: 'solarize', threshold: magnitude }];
    case 'AutoContrast':
      return [{ kind: 'autocontrast' }];
    case 'Equalize':
      return [{ kind: 'equalize' }];
    case 'Invert':
      return [{ kind: 'invert' }];
    default:
      return [];
  }
}
