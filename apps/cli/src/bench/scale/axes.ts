import { type VariantName, variantNames, variants } from '@mobilenext/mobilenext';
import type { Setting } from '../contender/job.js';

/** What grows while the rest stays. */
export const AXES = ['width', 'resolution', 'batch', 'threads'] as const;

export type Axis = (typeof AXES)[number];

const RESOLUTIONS = {
  imagenet: [96, 128, 160, 192, 224, 288, 320, 384, 448],
  small: [16, 24, 32, 48, 64, 96],
} as const;
const BATCHES = [1, 2, 4, 8, 16, 32, 64];
const THREADS = [1, 2];

/** The settings along an axis, from a variant at its own resolution, one picture, one thread. */
export function settingsAlong(axis: Axis, variant: VariantName): readonly Setting[] {
  const { strides, preprocessing } = variants[variant];
  const base: Setting = { variant, input: preprocessing.size, batch: 1, threads: 1 };
  switch (axis) {
    case 'width':
      return variantNames
        .filter((name) => variants[name].strides === strides)
        .map((name) => ({ ...base, variant: name }));
    case 'resolution':
      return RESOLUTIONS[strides].map((input) => ({ ...base, input }));
    case 'batch':
      return BATCHES.map((batch) => ({ ...base, batch }));
    case 'threads':
      return THREADS.map((threads) => ({ ...base, threads }));
  }
}
