import type { SubPolicy } from './sub-policy.js';

/** Of {@link TIMM_LEVELS}. Source: timm `auto_augment_policy_v0`, after TensorFlow's TPU models. */
const V0: readonly SubPolicy[] = [
  [
    ['Equalize', 0.8, 1],
    ['ShearY', 0.8, 4],
  ],
  [
    ['Color', 0.4, 9],
    ['Equalize', 0.6, 3],
  ],
  [
    ['Color', 0.4, 1],
    ['Rotate', 0.6, 8],
  ],
  [
    ['Solarize', 0.8, 3],
    ['Equalize', 0.4, 7],
  ],
  [
    ['Solarize', 0.4, 2],
    ['Solarize', 0.6, 2],
  ],
  [
    ['Color', 0.2, 0],
    ['Equalize', 0.8, 8],
  ],
  [
    ['Equalize', 0.4, 8],
    ['SolarizeAdd', 0.8, 3],
  ],
  [
    ['ShearX', 0.2, 9],
    ['Rotate', 0.6, 8],
  ],
  [
    ['Color', 0.6, 1],
    ['Equalize', 1, 2],
  ],
  [
    ['Invert', 0.4, 9],
    ['Rotate', 0.6, 0],
  ],
  [
    ['Equalize', 1, 9],
    ['ShearY', 0.6, 3],
  ],
  [
    ['Color', 0.4, 7],
    ['Equalize', 0.6, 0],
  ],
  [
    ['Posterize', 0.4, 6],
    ['AutoContrast', 0.4, 7],
  ],
  [
    ['Solarize', 0.6, 8],
    ['Color', 0.6, 9],
  ],
  [
    ['Solarize', 0.2, 4],
    ['Rotate', 0.8, 9],
  ],
  [
    ['Rotate', 1, 7],
    ['TranslateYRel', 0.8, 9],
  ],
  [
    ['ShearX', 0, 0],
    ['Solarize', 0.8, 4],
  ],
  [
    ['ShearY', 0.8, 0],
    ['Color', 0.6, 4],
  ],
  [
    ['Color', 1, 0],
    ['Rotate', 0.6, 2],
  ],
  [
    ['Equalize', 0.8, 4],
    ['Equalize', 0, 8],
  ],
  [
    ['Equalize', 1, 4],
    ['AutoContrast', 0.6, 2],
  ],
  [
    ['ShearY', 0.4, 7],
    ['SolarizeAdd', 0.6, 7],
  ],
  [
    ['Posterize', 0.8, 2],
    ['Solarize', 0.6, 10],
  ],
  [
    ['Solarize', 0.6, 8],
    ['Equalize', 0.6, 1],
  ],
  [
    ['Color', 0.8, 6],
    ['Rotate', 0.4, 5],
  ],
];

/** Of {@link TIMM_LEVELS}. Source: timm `auto_augment_policy_original`: the paper's (arXiv 1805.09501). */
const ORIGINAL: readonly SubPolicy[] = [
  [
    ['PosterizeOriginal', 0.4, 8],
    ['Rotate', 0.6, 9],
  ],
  [
    ['Solarize', 0.6, 5],
    ['AutoContrast', 0.6, 5],
  ],
  [
    ['Equalize', 0.8, 8],
    ['Equalize', 0.6, 3],
  ],
  [
    ['PosterizeOriginal', 0.6, 7],
    ['PosterizeOriginal', 0.6, 6],
  ],
  [
    ['Equalize', 0.4, 7],
    ['Solarize', 0.2, 4],
  ],
  [
    ['Equalize', 0.4, 4],
    ['Rotate', 0.8, 8],
  ],
  [
    ['Solarize', 0.6, 3],
    ['Equalize', 0.6, 7],
  ],
  [
    ['PosterizeOriginal', 0.8, 5],
    ['Equalize', 1, 2],
  ],
  [
    ['Rotate', 0.2, 3],
    ['Solarize', 0.6, 8],
  ],
  [
    ['Equalize', 0.6, 8],
    ['PosterizeOriginal', 0.4, 6],
  ],
  [
    ['Rotate', 0.8, 8],
    ['Color', 0.4, 0],
  ],
  [
    ['Rotate', 0.4, 9],
    ['Equalize', 0.6, 2],
  ],
  [
    ['Equalize', 0, 7],
    ['Equalize', 0.8, 8],
  ],
  [
    ['Invert', 0.6, 4],
    ['Equalize', 1, 8],
  ],
  [
    ['Color', 0.6, 4],
    ['Contrast', 1, 8],
  ],
  [
    ['Rotate', 0.8, 8],
    ['Color', 1, 2],
  ],
  [
    ['Color', 0.8, 8],
    ['Solarize', 0.8, 7],
  ],
  [
    ['Sharpness', 0.4, 7],
    ['Invert', 0.6, 8],
  ],
  [
    ['ShearX', 0.6, 5],
    ['Equalize', 1, 9],
  ],
  [
    ['Color', 0.4, 0],
    ['Equalize', 0.6, 3],
  ],
  [
    ['Equalize', 0.4, 7],
    ['Solarize', 0.2, 4],
  ],
  [
    ['Solarize', 0.6, 5],
    ['AutoContrast', 0.6, 5],
  ],
  [
    ['Invert', 0.6, 4],
    ['Equalize', 1, 8],
  ],
  [
    ['Color', 0.6, 4],
    ['Contrast', 1, 8],
  ],
  [
    ['Equalize', 0.8, 8],
    ['Equalize', 0.6, 3],
  ],
];

/** Of {@link TIMM_LEVELS}. Source: timm `auto_augment_policy_3a`, DeiT III's (arXiv 2204.07118). */
const THREE_AUGMENT: readonly SubPolicy[] = [
  [['Solarize', 1, 5]],
  [['Desaturate', 1, 10]],
  [['GaussianBlurRand', 1, 10]],
];

/** Of {@link PADDLECLAS_LEVELS}, of 0 to 9. Source: PaddleClas `CIFAR10Policy`. */
const CIFAR10: readonly SubPolicy[] = [
  [
    ['invert', 0.1, 7],
    ['contrast', 0.2, 6],
  ],
  [
    ['rotate', 0.7, 2],
    ['translateX', 0.3, 9],
  ],
  [
    ['sharpness', 0.8, 1],
    ['sharpness', 0.9, 3],
  ],
  [
    ['shearY', 0.5, 8],
    ['translateY', 0.7, 9],
  ],
  [
    ['autocontrast', 0.5, 8],
    ['equalize', 0.9, 2],
  ],
  [
    ['shearY', 0.2, 7],
    ['posterize', 0.3, 7],
  ],
  [
    ['color', 0.4, 3],
    ['brightness', 0.6, 7],
  ],
  [
    ['sharpness', 0.3, 9],
    ['brightness', 0.7, 9],
  ],
  [
    ['equalize', 0.6, 5],
    ['equalize', 0.5, 1],
  ],
  [
    ['contrast', 0.6, 7],
    ['sharpness', 0.6, 5],
  ],
  [
    ['color', 0.7, 7],
    ['translateX', 0.5, 8],
  ],
  [
    ['equalize', 0.3, 7],
    ['autocontrast', 0.4, 8],
  ],
  [
    ['translateY', 0.4, 3],
    ['sharpness', 0.2, 6],
  ],
  [
    ['brightness', 0.9, 6],
    ['color', 0.2, 8],
  ],
  [
    ['solarize', 0.5, 2],
    ['invert', 0, 3],
  ],
  [
    ['equalize', 0.2, 0],
    ['autocontrast', 0.6, 0],
  ],
  [
    ['equalize', 0.2, 8],
    ['equalize', 0.8, 4],
  ],
  [
    ['color', 0.9, 9],
    ['equalize', 0.6, 6],
  ],
  [
    ['autocontrast', 0.8, 4],
    ['solarize', 0.2, 8],
  ],
  [
    ['brightness', 0.1, 3],
    ['color', 0.7, 0],
  ],
  [
    ['solarize', 0.4, 5],
    ['autocontrast', 0.9, 3],
  ],
  [
    ['translateY', 0.9, 9],
    ['translateY', 0.7, 9],
  ],
  [
    ['autocontrast', 0.9, 2],
    ['solarize', 0.8, 3],
  ],
  [
    ['equalize', 0.8, 8],
    ['invert', 0.1, 3],
  ],
  [
    ['translateY', 0.7, 9],
    ['autocontrast', 0.9, 1],
  ],
];

/** Of {@link PADDLECLAS_LEVELS}, of 0 to 9. Source: PaddleClas `SVHNPolicy`. */
const SVHN: readonly SubPolicy[] = [
  [
    ['shearX', 0.9, 4],
    ['invert', 0.2, 3],
  ],
  [
    ['shearY', 0.9, 8],
    ['invert', 0.7, 5],
  ],
  [
    ['equalize', 0.6, 5],
    ['solarize', 0.6, 6],
  ],
  [
    ['invert', 0.9, 3],
    ['equalize', 0.6, 3],
  ],
  [
    ['equalize', 0.6, 1],
    ['rotate', 0.9, 3],
  ],
  [
    ['shearX', 0.9, 4],
    ['autocontrast', 0.8, 3],
  ],
  [
    ['shearY', 0.9, 8],
    ['invert', 0.4, 5],
  ],
  [
    ['shearY', 0.9, 5],
    ['solarize', 0.2, 6],
  ],
  [
    ['invert', 0.9, 6],
    ['autocontrast', 0.8, 1],
  ],
  [
    ['equalize', 0.6, 3],
    ['rotate', 0.9, 3],
  ],
  [
    ['shearX', 0.9, 4],
    ['solarize', 0.3, 3],
  ],
  [
    ['shearY', 0.8, 8],
    ['invert', 0.7, 4],
  ],
  [
    ['equalize', 0.9, 5],
    ['translateY', 0.6, 6],
  ],
  [
    ['invert', 0.9, 4],
    ['equalize', 0.6, 7],
  ],
  [
    ['contrast', 0.3, 3],
    ['rotate', 0.8, 4],
  ],
  [
    ['invert', 0.8, 5],
    ['translateY', 0, 2],
  ],
  [
    ['shearY', 0.7, 6],
    ['solarize', 0.4, 8],
  ],
  [
    ['invert', 0.6, 4],
    ['rotate', 0.8, 4],
  ],
  [
    ['shearY', 0.3, 7],
    ['translateX', 0.9, 3],
  ],
  [
    ['shearX', 0.1, 6],
    ['invert', 0.6, 5],
  ],
  [
    ['solarize', 0.7, 2],
    ['translateY', 0.6, 7],
  ],
  [
    ['shearY', 0.8, 4],
    ['invert', 0.8, 8],
  ],
  [
    ['shearX', 0.7, 9],
    ['translateY', 0.8, 3],
  ],
  [
    ['shearY', 0.8, 5],
    ['autocontrast', 0.7, 3],
  ],
  [
    ['shearX', 0.7, 2],
    ['invert', 0.1, 5],
  ],
];

/** The sub-policies with some operations under other names. */
const renamed = (
  policy: readonly SubPolicy[],
  names: Readonly<Record<string, string>>,
): readonly SubPolicy[] =>
  policy.map((steps) =>
    steps.map(([name, probability, level]) => [names[name] ?? name, probability, level]),
  );

/** timm's, and its first's twins of the authors' code, by their names there. */
export const TIMM_POLICIES = {
  v0: V0,
  v0r: renamed(V0, { Posterize: 'PosterizeIncreasing' }),
  original: ORIGINAL,
  originalr: renamed(ORIGINAL, { PosterizeOriginal: 'PosterizeIncreasing' }),
  '3a': THREE_AUGMENT,
} as const;

/** The ImageNet policy in torchvision's names; operations without a level say 0. */
export const TORCHVISION_POLICY: readonly SubPolicy[] = renamed(ORIGINAL, {
  PosterizeOriginal: 'Posterize',
});

/** PaddleClas's own AutoAugment, by the data set that they were searched for. */
export const PADDLECLAS_POLICIES = {
  imagenet: renamed(ORIGINAL, {
    AutoContrast: 'autocontrast',
    Color: 'color',
    Contrast: 'contrast',
    Equalize: 'equalize',
    Invert: 'invert',
    PosterizeOriginal: 'posterize',
    Rotate: 'rotate',
    Sharpness: 'sharpness',
    ShearX: 'shearX',
    Solarize: 'solarize',
  }),
  cifar10: CIFAR10,
  svhn: SVHN,
} as const;
