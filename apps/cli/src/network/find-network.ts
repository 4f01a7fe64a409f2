import { existsSync } from 'node:fs';
import {
  type MobileNeXt,
  MobileNeXtError,
  type Preprocessing,
  resolveVariant,
  type StridesName,
  type VariantName,
  variantNames,
  variantNetwork,
  variants,
} from '@mobilenext/mobilenext';
import { notFound, unknownVariant } from '../frame/errors.js';

/** What may be changed in a named or saved network. */
export interface NetworkOverrides {
  readonly numClasses?: number;
  readonly identityMultiplier?: number;
  readonly strides?: StridesName;
}

/** A network with what it wants pictures to look like. */
export interface FoundNetwork {
  readonly network: MobileNeXt;
  readonly variant: VariantName | null;
  readonly preprocessing: Preprocessing;
}

/**
 * The network that a variant's name or a checkpoint's path stands for.
 *
 * @throws {CliError} `USAGE` with the nearest names; ConverterError for a bad checkpoint.
 */
export async function findNetwork(
  name: string,
  overrides: NetworkOverrides = {},
): Promise<FoundNetwork> {
  if (existsSync(name)) {
    const { openWeights } = await import('./open-weights.js');
    return openWeights(name, overrides);
  }
  if (/[/\\]|\.(safetensors|pth|pt|tar)$/.test(name)) {
    throw notFound('checkpoint', name, 'give the path of a file, or the name of a variant');
  }
  const variant = parseVariant(name);
  return {
    network: variantNetwork(variant, defined(overrides)),
    variant,
    preprocessing: variants[variant].preprocessing,
  };
}

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

/** Without the keys whose value is undefined, so that they cannot hide a default. */
export function defined<T extends object>(options: T): Partial<T> {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
