import { stateDict } from '@mobilenext/core';
import {
  type MobileNeXt,
  MobileNeXtError,
  type Preprocessing,
  resolveVariant,
  type RunFacts,
  runFactsOf,
  type VariantName,
  variantNames,
  variantNetwork,
  variants,
} from '@mobilenext/mobilenext';
import { damagedFacts, missingKey, otherNetwork, unknownNetwork } from '../errors.js';
import type { Safetensors } from '../safetensors/read-safetensors.js';

/** What a file's shapes cannot tell about its network. */
export interface NetworkOptions {
  /** Name of the network, such as `mobilenext-0.35` or `mobilenext-0.35-small`. */
  readonly variant?: string;
  /**
   * n adds the first n-th of the channels in each identity. Unless given as saved; where the file
   * says nothing and `variant` is given, 1. A wrong one loads silently and predicts worse.
   */
  readonly identityMultiplier?: number;
}

export interface FoundNetwork {
  readonly network: MobileNeXt;
  readonly preprocessing: Preprocessing;
  /** Class names by id, where the file has them. */
  readonly classes?: readonly string[];
}

/**
 * The network of a file: classes from its shapes, the rest from what our trainer or `convert` wrote
 * into it, or from the options. Strides leave no trace in the shapes and are never guessed.
 *
 * @throws {RuntimeError} `NETWORK` if neither says which network it is, or if they contradict each
 * other; `WEIGHTS`
 * @throws {MobileNeXtError} `VARIANT` for a name that no variant has.
 */
export function findNetwork(file: Safetensors, options: NetworkOptions): FoundNetwork {
  const facts = factsOf(file);
  const variant = variantOf(facts, options, file);
  const identityMultiplier =
    agreed('identityMultiplier', options.identityMultiplier, facts.identityMultiplier) ?? 1;
  const numClasses = classesOf(file);
  return {
    network: variantNetwork(variant, { identityMultiplier, numClasses }),
    preprocessing: facts.preprocessing ?? variants[variant].preprocessing,
    classes: facts.classes?.length === numClasses ? facts.classes : undefined,
  };
}

function factsOf({ metadata }: Safetensors): RunFacts {
  try {
    return runFactsOf(metadata);
  } catch (error) {
    if (error instanceof MobileNeXtError) throw damagedFacts(error);
    throw error;
  }
}

function variantOf(facts: RunFacts, options: NetworkOptions, file: Safetensors): VariantName {
  const given = options.variant === undefined ? undefined : resolveVariant(options.variant);
  const variant = agreed('variant', given, savedVariant(facts, file));
  if (variant === undefined) throw unknownNetwork(fittingVariants(file));
  return variant;
}

/** Its name as saved, or the one with the saved strides that has the same width or the file's shapes. */
function savedVariant({ variant, strides }: RunFacts, file: Safetensors): VariantName | undefined {
  if (strides === undefined) return variant;
  const candidates =
    variant === undefined
      ? fittingVariants(file)
      : variantNames.filter((name) => variants[name].width === variants[variant].width);
  return candidates.find((name) => variants[name].strides === strides);
}

/** What is given or saved; both must be the same. */
function agreed<T extends string | number>(
  option: string,
  given: T | undefined,
  saved: T | undefined,
): T | undefined {
  if (given !== undefined && saved !== undefined && given !== saved) {
    throw otherNetwork(option, { given, saved });
  }
  return given ?? saved;
}

/** Rows of the classifier's weight. */
function classesOf({ tensors }: Safetensors): number {
  const { name, classifier } = variantNetwork('mobilenext-1.0');
  const key = `${classifier.key}.weight`;
  const [rows = 0] = tensors.get(key)?.shape ?? [];
  if (rows < 1) throw missingKey(key, name);
  return rows;
}

/** The variants whose shapes the file has; all if none. */
function fittingVariants(file: Safetensors): readonly VariantName[] {
  const numClasses = classesOf(file);
  const fitting = variantNames.filter((name) =>
    stateDict(variantNetwork(name, { numClasses })).every(
      ({ key, shape, role }) =>
        role === 'batchCount' || file.tensors.get(key)?.shape.join() === shape.join(),
    ),
  );
  return fitting.length > 0 ? fitting : variantNames;
}
