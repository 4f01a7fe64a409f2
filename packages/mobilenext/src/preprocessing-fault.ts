import type { Preprocessing } from './preprocessing.js';

/** Pixels a side; more would be a mistake, and take gigabytes. */
const LARGEST_SIDE = 4096;

/** The first field of what should be a {@link Preprocessing} that cannot be, or undefined. */
export function preprocessingFault(value: unknown): string | undefined {
  const { size, resize, cropRule, mean, std, channelOrder, arithmetic } =
    fieldsOf<Preprocessing>(value);
  const { shortSide, interpolation, rounding } =
    fieldsOf<NonNullable<Preprocessing['resize']>>(resize);
  const rules = ['torchvision', 'timm', 'paddleclas'];
  const isScaled = resize !== null;
  const fields: Readonly<Record<string, boolean>> = {
    size: isSide(size),
    'resize.shortSide': !isScaled || isSide(shortSide),
    'resize.interpolation': !isScaled || isOneOf(interpolation, ['bilinear', 'bicubic']),
    'resize.rounding': !isScaled || isOneOf(rounding, rules),
    cropRule: isOneOf(cropRule, ['torchvision', 'paddleclas']),
    mean: isRgb(mean, (share) => share >= 0 && share <= 1),
    std: isRgb(std, (share) => share > 0),
    channelOrder: channelOrder === undefined || isOneOf(channelOrder, ['rgb', 'bgr']),
    arithmetic: isOneOf(arithmetic, rules),
    // PaddleClas does not pad what is smaller than its crop.
    'resize.shortSide (below size)':
      !isScaled || cropRule === 'torchvision' || Number(shortSide) >= Number(size),
  };
  return Object.keys(fields).find((name) => !fields[name]);
}

/** The fields of any value, of whatever types. */
const fieldsOf = <T>(value: unknown): { readonly [Name in keyof T]?: unknown } =>
  typeof value === 'object' && value !== null ? value : {};

const isSide = (value: unknown): boolean =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LARGEST_SIDE;

const isOneOf = (value: unknown, names: readonly string[]): boolean =>
  names.includes(value as string);

const isRgb = (value: unknown, accepts: (share: number) => boolean): boolean =>
  Array.isArray(value) &&
  value.length === 3 &&
  value.every((v) => Number.isFinite(v) && accepts(v as number));
