import type {
  CropRule,
  Interpolation,
  Normalization,
  ShortSideRounding,
} from '@mobilenext/pictures';

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

/** How a training picture is varied, as data. */
export interface Augmentation {
  readonly crop:
    | {
        readonly kind: 'randomResizedCrop';
        readonly scale: readonly [number, number];
        readonly ratio: readonly [number, number];
        readonly interpolation: Interpolation;
        /** `torchvision` by default. */
        readonly rule?: 'torchvision' | 'timm';
      }
    | { readonly kind: 'padAndCrop'; readonly padding: number }
    /** As at evaluation. */
    | { readonly kind: 'none' };
  /** Probability that left and right are exchanged. */
  readonly flip: number;
}
