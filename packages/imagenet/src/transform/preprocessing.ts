import type {
  CropRule,
  Interpolation,
  Normalization,
  ShortSideRounding,
} from '@mobilenext/pictures';
import type { Erasing } from '../augment/erasing.js';
import type { Jitter } from '../augment/jitter.js';
import type { Policy } from '../augment/policy.js';
import type { RandomCropRule } from '../crop/random-resized-crop.js';

/** How a picture becomes a square of bytes at evaluation, as data. */
export interface Geometry {
  /** Side of the square that the network sees, in pixels. */
  readonly size: number;
  /** Scaling before the centre crop; null: only a picture of another size is scaled, to the square. */
  readonly resize: {
    readonly shortSide: number;
    readonly interpolation: 'bilinear' | 'bicubic';
    readonly rounding: ShortSideRounding;
  } | null;
  /** Whose rounding of the crop's offset. */
  readonly cropRule: CropRule;
}

/** How a picture becomes the network's input at evaluation, as data. */
export interface Preprocessing extends Geometry, Normalization {}

/** What is not done. */
interface Nothing {
  readonly kind: 'none';
}

/**
 * How a training picture is varied, as data. In this order: crop, flips, policy, jitter, grey, blur,
 * erasing. What is not there is not done.
 */
export interface Augmentation {
  readonly crop:
    | {
        readonly kind: 'randomResizedCrop';
        readonly scale: readonly [number, number];
        readonly ratio: readonly [number, number];
        /** `random`: bilinear or bicubic, drawn for each picture. */
        readonly interpolation: Interpolation | 'random';
        /** `torchvision` by default. */
        readonly rule?: RandomCropRule;
        /**
         * Whether PaddleClas's rule draws the aspect uniformly in its logarithm, as the others
         * always do; false by default.
         */
        readonly logAspect?: boolean;
      }
    | { readonly kind: 'padAndCrop'; readonly padding: number }
    /** As at evaluation. */
    | Nothing;
  /** Probability that left and right are exchanged. */
  readonly flip: number;
  /** Probability that top and bottom are exchanged. */
  readonly flipVertical?: number;
  readonly policy?: Policy | Nothing;
  readonly jitter?: Jitter | Nothing;
  /** Probability that the picture turns grey. */
  readonly grayscale?: number;
  /** Probability that the picture is blurred, and the range of the radius in pixels. */
  readonly blur?: { readonly probability: number; readonly radius: readonly [number, number] };
  readonly erasing?: Erasing | Nothing;
}
