import type { Rgb } from '@mobilenext/pictures';
import type { Resample } from './operation.js';
import type { TranslationLimits } from './policies/timm-levels.js';

/** What the geometric operations of a policy have in common. */
interface Bending {
  /** Colour of what comes from outside the picture, in bytes. */
  readonly fill: Rgb;
}

/** How timm's operations bend a picture: `random` is bilinear or bicubic, drawn for each. */
interface TimmBending extends Bending, TranslationLimits {
  readonly resample: Resample | 'random';
}

/** Spread of the level over operations and pictures. */
interface MagnitudeNoise {
  /** Deviation of the level; 0 keeps it, more than 100 draws it uniformly from 0 to the level. */
  readonly magnitudeStd: number;
  /** Largest level. */
  readonly magnitudeMax: number;
}

/** Operations drawn by a table, as data; whose table, its kind says. */
export type Policy =
  | ({
      readonly kind: 'timmAutoAugment';
      readonly table: 'v0' | 'v0r' | 'original' | 'originalr' | '3a';
    } & TimmBending &
      MagnitudeNoise)
  | ({
      readonly kind: 'timmRandAugment';
      /** Operations a picture. */
      readonly layers: number;
      /** Level, 0 to 10. */
      readonly magnitude: number;
      /** Of each of the layers. */
      readonly probability: number;
      /** Whether every operation does more at a higher level. */
      readonly increasing: boolean;
      /**
       * Weights of drawing without replacement, `current` of increasing operations, `older` of the
       * others; where fewer than `layers` have a weight, a picture gets fewer. none: each as likely,
       * with replacement.
       */
      readonly weights: 'none' | 'current' | 'older';
    } & TimmBending &
      MagnitudeNoise)
  | ({
      readonly kind: 'torchvisionAutoAugment' | 'torchvisionTrivialAugment';
      readonly resample: Resample;
    } & Bending)
  | ({
      readonly kind: 'torchvisionRandAugment';
      readonly layers: number;
      /** Level, 0 to 30. */
      readonly magnitude: number;
      readonly resample: Resample;
    } & Bending)
  | ({
      readonly kind: 'paddleclasAutoAugment';
      readonly table: 'imagenet' | 'cifar10' | 'svhn';
    } & Bending)
  | ({
      readonly kind: 'paddleclasRandAugment';
      readonly layers: number;
      /** Level, a whole number of 0 to 10. */
      readonly magnitude: number;
    } & Bending);
