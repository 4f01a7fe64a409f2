import {
  MobileNeXtError,
  resolveVariant,
  type VariantName,
  variantNames,
} from '@mobilenext/mobilenext';
import { unknownVariant } from '../frame/errors.js';

/**
 * The variant that is meant by a name in any of its spellings.
 *
 * @throws {CliError} `USAGE` with the nearest names.
 */
export function parseVariant(name: string): VariantName {
  try {
    return resolveVariant(name);
  } catch (error) {
    if (!(error instanceof MobileNeXtError)) throw error;
    throw unknownVariant(name, variantNames);
  }
}
