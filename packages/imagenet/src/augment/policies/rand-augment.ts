import type { TimmName } from './timm-levels.js';

/** What timm's RandAugment chooses from. Source: `_RAND_TRANSFORMS`, `_RAND_INCREASING_TRANSFORMS`. */
export const TIMM_RAND_OPERATIONS = {
  plain: [
    ...['AutoContrast', 'Equalize', 'Invert', 'Rotate', 'Posterize', 'Solarize', 'SolarizeAdd'],
    ...['Color', 'Contrast', 'Brightness', 'Sharpness', 'ShearX', 'ShearY'],
    ...['TranslateXRel', 'TranslateYRel'],
  ] as TimmName[],
  increasing: [
    ...['AutoContrast', 'Equalize', 'Invert', 'Rotate', 'PosterizeIncreasing'],
    ...['SolarizeIncreasing', 'SolarizeAdd', 'ColorIncreasing', 'ContrastIncreasing'],
    ...['BrightnessIncreasing', 'SharpnessIncreasing', 'ShearX', 'ShearY'],
    ...['TranslateXRel', 'TranslateYRel'],
  ] as TimmName[],
} as const;

/** Weights of drawing without replacement. Source: timm `_RAND_CHOICE_WEIGHTS_0`, old and new. */
export const TIMM_RAND_WEIGHTS: Readonly<
  Record<'current' | 'older', Readonly<Partial<Record<TimmName, number>>>>
> = {
  current: {
    Rotate: 3,
    ShearX: 2,
    ShearY: 2,
    TranslateXRel: 1,
    TranslateYRel: 1,
    ColorIncreasing: 0.25,
    SharpnessIncreasing: 0.25,
    AutoContrast: 0.25,
    SolarizeIncreasing: 0.05,
    SolarizeAdd: 0.05,
    ContrastIncreasing: 0.05,
    BrightnessIncreasing: 0.05,
    Equalize: 0.05,
    PosterizeIncreasing: 0.05,
    Invert: 0.05,
  },
  older: {
    Rotate: 0.3,
    ShearX: 0.2,
    ShearY: 0.2,
    TranslateXRel: 0.1,
    TranslateYRel: 0.1,
    Color: 0.025,
    Sharpness: 0.025,
    AutoContrast: 0.025,
    Solarize: 0.005,
    SolarizeAdd: 0.005,
    Contrast: 0.005,
    Brightness: 0.005,
    Equalize: 0.005,
    Posterize: 0,
    Invert: 0,
  },
};
