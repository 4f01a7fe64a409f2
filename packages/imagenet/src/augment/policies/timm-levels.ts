/** How far translations go, as timm's hparams say. */
export interface TranslationLimits {
  /** Pixels of `TranslateX` and `TranslateY` at level 10. */
  readonly translateConst: number;
  /** Share of the side of `TranslateXRel` and `TranslateYRel` at level 10. */
  readonly translatePct: number;
}

/** Parameter of an operation at a level of 0 to 10; `sign` is 1 or -1, drawn where it matters. */
type Level = (level: number, sign: number, limits: TranslationLimits) => number;

const HIGHEST = 10;

const signed =
  (most: number): Level =>
  (level, sign) =>
    sign * ((level / HIGHEST) * most);

const enhanced: Level = (level) => (level / HIGHEST) * 1.8 + 0.1;
const enhancedIncreasing: Level = (level, sign) =>
  Math.max(0.1, 1 + sign * ((level / HIGHEST) * 0.9));
const bits: Level = (level) => Math.trunc((level / HIGHEST) * 4);
const threshold: Level = (level) => Math.min(256, Math.trunc((level / HIGHEST) * 256));
const absolute: Level = (level, sign, { translateConst }) =>
  sign * ((level / HIGHEST) * translateConst);
const relative: Level = (level, sign, { translatePct }) =>
  sign * ((level / HIGHEST) * translatePct);
const none: Level = () => 0;

/**
 * Parameter by level of timm's operations, by their names there. Units: degrees, factors, bits kept,
 * thresholds, pixels, shares of the side. Source: timm `LEVEL_TO_ARG`; the authors' code has the
 * same, where `PosterizeResearch` is `PosterizeIncreasing` and `PosterizeTpu` is `Posterize`.
 */
export const TIMM_LEVELS = {
  AutoContrast: none,
  Equalize: none,
  Invert: none,
  Rotate: signed(30),
  Posterize: bits,
  PosterizeIncreasing: (level, sign, limits) => 4 - bits(level, sign, limits),
  PosterizeOriginal: (level, sign, limits) => 4 + bits(level, sign, limits),
  Solarize: threshold,
  SolarizeIncreasing: (level, sign, limits) => 256 - threshold(level, sign, limits),
  SolarizeAdd: (level) => Math.min(128, Math.trunc((level / HIGHEST) * 110)),
  Color: enhanced,
  ColorIncreasing: enhancedIncreasing,
  Contrast: enhanced,
  ContrastIncreasing: enhancedIncreasing,
  Brightness: enhanced,
  BrightnessIncreasing: enhancedIncreasing,
  Sharpness: enhanced,
  SharpnessIncreasing: enhancedIncreasing,
  ShearX: signed(0.3),
  ShearY: signed(0.3),
  TranslateX: absolute,
  TranslateY: absolute,
  TranslateXRel: relative,
  TranslateYRel: relative,
  /** Share of the colour taken away. */
  Desaturate: (level) => 0.5 + (level / HIGHEST) * 0.5,
  /** Radius in pixels. */
  GaussianBlur: (level) => 0.1 + (level / HIGHEST) * 1.9,
  /** Share of the range that the radius is drawn from. */
  GaussianBlurRand: (level) => level / HIGHEST,
} as const satisfies Readonly<Record<string, Level>>;

export type TimmName = keyof typeof TIMM_LEVELS;
