import { type PictureSize, roundHalfEven } from '@mobilenext/pictures';

/** Parameters by level, and whether half of them are negated. */
export interface TorchvisionRow {
  /** A single value where the level is ignored. */
  readonly values: readonly number[];
  readonly signed: boolean;
}

type Table = Readonly<Record<string, TorchvisionRow>>;

/** `count` float32 numbers from `start` to `end`, each from the nearer end, as torch computes them. */
function linspace(start: number, end: number, count: number): readonly number[] {
  const step = Math.fround((Math.fround(end) - Math.fround(start)) / (count - 1));
  return Array.from({ length: count }, (_, i) =>
    i < Math.floor(count / 2)
      ? Math.fround(Math.fround(start) + step * i)
      : Math.fround(Math.fround(end) - step * (count - 1 - i)),
  );
}

const posterized = (count: number, most: number): readonly number[] =>
  Array.from(
    { length: count },
    (_, i) => 8 - roundHalfEven(Math.fround(i / Math.fround((count - 1) / most))),
  );

const IGNORED: TorchvisionRow = { values: [0], signed: false };
const upTo = (most: number, count: number): TorchvisionRow => ({
  values: linspace(0, most, count),
  signed: true,
});

interface Limits {
  readonly shear: number;
  readonly translate: PictureSize;
  readonly degrees: number;
  readonly enhance: number;
  readonly posterize: number;
}

const table = (count: number, limits: Limits): Table => ({
  ShearX: upTo(limits.shear, count),
  ShearY: upTo(limits.shear, count),
  TranslateX: upTo(limits.translate.width, count),
  TranslateY: upTo(limits.translate.height, count),
  Rotate: upTo(limits.degrees, count),
  Brightness: upTo(limits.enhance, count),
  Color: upTo(limits.enhance, count),
  Contrast: upTo(limits.enhance, count),
  Sharpness: upTo(limits.enhance, count),
  Posterize: { values: posterized(count, limits.posterize), signed: false },
  Solarize: { values: linspace(255, 0, count), signed: false },
  AutoContrast: IGNORED,
  Equalize: IGNORED,
});

const mild = ({ width, height }: PictureSize): Limits => ({
  shear: 0.3,
  translate: { width: (150 / 331) * width, height: (150 / 331) * height },
  degrees: 30,
  enhance: 0.9,
  posterize: 4,
});

const WIDE: Limits = {
  shear: 0.99,
  translate: { width: 32, height: 32 },
  degrees: 135,
  enhance: 0.99,
  posterize: 6,
};

const BINS = 31;

/** Of ten levels. Source: torchvision `AutoAugment._augmentation_space`. */
export const torchvisionAutoAugment = (size: PictureSize): Table => ({
  ...table(10, mild(size)),
  Invert: IGNORED,
});

/** Of 31 levels. Source: torchvision `RandAugment._augmentation_space`. */
export const torchvisionRandAugment = (size: PictureSize): Table => ({
  Identity: IGNORED,
  ...table(BINS, mild(size)),
});

/** Of 31 levels. Source: torchvision `TrivialAugmentWide._augmentation_space`. */
export const TRIVIAL_AUGMENT_WIDE: Table = { Identity: IGNORED, ...table(BINS, WIDE) };
