import type { CropRule, Interpolation, PixelBox, Rgb } from '@mobilenext/pictures';

/** Filter of an operation that bends a picture. */
export type Resample = 'nearest' | 'bilinear' | 'bicubic';

/** Whose arithmetic of the geometric operations. */
type GeometryRule = 'timm' | 'torchvision' | 'paddleclas';

/** How what comes from outside the picture is filled, in bytes. */
interface Bent {
  readonly rule: GeometryRule;
  readonly resample: Resample;
  readonly fill: Rgb;
}

/**
 * One step of a picture on its way to the network, with everything that was left to chance decided.
 * Plain JSON: it can be shown, compared, and sent to another thread.
 */
export type Operation =
  | ({ readonly kind: 'crop' } & PixelBox)
  /** Black margins on all sides. */
  | { readonly kind: 'pad'; readonly margin: number }
  | {
      readonly kind: 'resize';
      readonly width: number;
      readonly height: number;
      readonly interpolation: Interpolation;
      /** What of the result is computed; the whole by default. */
      readonly part?: PixelBox;
    }
  | { readonly kind: 'centerCrop'; readonly size: number; readonly rule: CropRule }
  /** Left becomes right; top becomes bottom. */
  | { readonly kind: 'flip' | 'flipVertical' }
  | { readonly kind: 'brightness' | 'contrast' | 'color' | 'sharpness'; readonly factor: number }
  /** Turn of the colour circle, from -0.5 to 0.5. */
  | { readonly kind: 'hue'; readonly factor: number }
  | { readonly kind: 'autocontrast' | 'equalize' | 'invert' | 'grayscale' }
  | { readonly kind: 'posterize'; readonly bits: number }
  /** Bytes from `threshold` on are inverted. */
  | { readonly kind: 'solarize'; readonly threshold: number }
  /** Bytes below 128 grow by `amount`. */
  | { readonly kind: 'solarizeAdd'; readonly amount: number }
  | { readonly kind: 'blur'; readonly radius: number }
  /** Counter-clockwise. */
  | ({ readonly kind: 'rotate'; readonly degrees: number } & Bent)
  | ({ readonly kind: 'shearX' | 'shearY'; readonly factor: number } & Bent)
  /** Fractions are allowed; which way is positive depends on the rule. */
  | ({ readonly kind: 'translateX' | 'translateY'; readonly pixels: number } & Bent)
  | ({ readonly kind: 'erase' } & PixelBox & { readonly fill: Rgb | ErasingNoise });

/** Normal noise, a function of its seed. */
export interface ErasingNoise {
  readonly seed: number;
  /** In bytes. */
  readonly mean: Rgb;
  readonly std: Rgb;
}
