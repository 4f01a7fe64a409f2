import { type Mixing, POLICIES, TIMM_ERASING } from '@mobilenext/imagenet';

const MIXING = {
  mode: 'batch',
  mixup: 0.2,
  cutmix: 0,
  probability: 1,
  switchProbability: 0.5,
  epochs: 0,
} as const satisfies Omit<Mixing, 'kind'>;

const JITTER = { brightness: 0, contrast: 0, saturation: 0, hue: 0 } as const;

/**
 * What the settings of a kind are where only the kind is named, by the path of the kind. Policies do
 * what their source does by default; jitter does nothing; a quarter of the pictures is erased, else
 * as the source does; mixing is Mixup of 0.2. Kinds of crop and schedule have no defaults.
 */
const KIND_DEFAULTS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  'augmentation.policy.kind': POLICIES,
  'augmentation.jitter.kind': { torchvision: JITTER, paddleclas: JITTER },
  'augmentation.erasing.kind': {
    timm: TIMM_ERASING,
    paddleclas: {
      ...TIMM_ERASING,
      ...{ mode: 'const', area: [0.02, 0.4], logAspect: false },
    },
    cutout: { holes: 1, length: 112 },
  },
  'mixing.kind': { timm: MIXING, paddleclas: MIXING },
};

/** The defaults of a kind that has been chosen at a path, where there are any. */
export const defaultsOf = (path: string, kind: unknown): object | undefined =>
  KIND_DEFAULTS[path]?.[kind as string];
