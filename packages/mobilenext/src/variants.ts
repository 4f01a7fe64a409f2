import { unknownVariant } from './errors.js';
import { type MobileNeXt, type MobileNeXtOptions, mobileNeXt } from './mobilenext.js';
import { IMAGENET_224, type Preprocessing, SMALL_32 } from './preprocessing.js';
import type { StridesName } from './stages.js';

/** A named network with what it wants pictures to look like. */
export interface Variant {
  readonly width: number;
  readonly strides: StridesName;
  readonly preprocessing: Preprocessing;
}

const large = (width: number): Variant =>
  Object.freeze({ width, strides: 'imagenet', preprocessing: IMAGENET_224 });
const small = (width: number): Variant =>
  Object.freeze({ width, strides: 'small', preprocessing: SMALL_32 });

/** Every variant by name: the six widths of the originals, for ImageNet and for small pictures. */
export const variants = Object.freeze({
  'mobilenext-0.1': large(0.1),
  'mobilenext-0.35': large(0.35),
  'mobilenext-0.5': large(0.5),
  'mobilenext-0.75': large(0.75),
  'mobilenext-1.0': large(1.0),
  'mobilenext-1.4': large(1.4),
  'mobilenext-0.1-small': small(0.1),
  'mobilenext-0.35-small': small(0.35),
  'mobilenext-0.5-small': small(0.5),
  'mobilenext-0.75-small': small(0.75),
  'mobilenext-1.0-small': small(1.0),
  'mobilenext-1.4-small': small(1.4),
} as const satisfies Record<string, Variant>);

/** Name of a row of {@link variants}. */
export type VariantName = keyof typeof variants;

/** The names of {@link variants}, in the table's order. */
export const variantNames = Object.freeze(Object.keys(variants) as VariantName[]);

/**
 * The name of the variant that is meant: `mobilenext-0.35`, the width alone (`0.35`, `1`), or
 * PaddleClas's `MobileNeXt_x0_35`; each also with `-small`.
 *
 * @throws {MobileNeXtError} `VARIANT` with the nearest names.
 */
export function resolveVariant(text: string): VariantName {
  const spelt = spell(text);
  const found = variantNames.find((name) => name === spelt);
  if (!found) throw unknownVariant(text, spelt, variantNames);
  return found;
}

/** The network of a variant, with any option changed. */
export function variantNetwork(name: VariantName, options: MobileNeXtOptions = {}): MobileNeXt {
  const { width, strides } = variants[name];
  return mobileNeXt({ width, strides, ...options });
}

/** Any spelling of a width as the table has it; what has no width in it stays as it is. */
function spell(text: string): string {
  const width = text
    .toLowerCase()
    .replace(/^mobilenext[-_]?x?/, '')
    .replace(/^(\d)_(\d+)/, '$1.$2')
    .replace(/^(\d)(?=$|-)/, '$1.0');
  return /^\d/.test(width) ? `mobilenext-${width}` : text;
}
