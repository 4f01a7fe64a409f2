import {
  MobileNeXtError,
  type NetworkFacts,
  networkFactsOf,
  type Preprocessing,
  resolveVariant,
  type VariantName,
} from '@mobilenext/mobilenext';
import { corrupt } from '../errors.js';
import { preprocessingFault } from './preprocessing-fault.js';

/** What our trainer or `convert` writes beside the tensors, as far as it is there. */
export interface RunFacts extends NetworkFacts {
  /** Absent for networks that have no name here. */
  readonly variant?: VariantName;
  /** Class names by id. */
  readonly classes?: readonly string[];
}

/**
 * Facts of the run that made a file, and over them what `convert` was told or found out; none for
 * files of other programs.
 *
 * @throws {RuntimeError} `WEIGHTS` if they are damaged.
 */
export function runFactsOf(metadata: Readonly<Record<string, string>>): RunFacts {
  const facts = networkFactsOf(metadata);
  const fault = facts.preprocessing && preprocessingFault(facts.preprocessing);
  if (fault !== undefined) throw damaged(`preprocessing.${fault}`);
  return { ...factsOfRun(metadata), ...facts };
}

function factsOfRun(metadata: Readonly<Record<string, string>>): RunFacts {
  const { format, run } = metadata;
  if (!format?.startsWith('mobilenext-training/') || run === undefined) return {};
  const { config, classes } = parse(run) as {
    config?: { variant?: unknown; identityMultiplier?: unknown; preprocessing?: unknown };
    classes?: unknown;
  };
  const { variant, identityMultiplier, preprocessing } = config ?? {};
  const fault = preprocessingFault(preprocessing);
  if (fault !== undefined) throw damaged(`preprocessing.${fault}`);
  if (typeof variant !== 'string') throw damaged('variant');
  if (typeof identityMultiplier !== 'number') throw damaged('identityMultiplier');
  if (!Array.isArray(classes) || !classes.every((name) => typeof name === 'string')) {
    throw damaged('classes');
  }
  return {
    variant: variantOf(variant),
    identityMultiplier,
    preprocessing: preprocessing as Preprocessing,
    classes,
  };
}

const damaged = (field: string): Error => corrupt('the metadata', `${field} of the run is wrong`);

function parse(run: string): object {
  try {
    return (JSON.parse(run) as object | null) ?? {};
  } catch {
    throw corrupt('the metadata', 'the run is no JSON');
  }
}

function variantOf(name: string): VariantName | undefined {
  try {
    return resolveVariant(name);
  } catch (error) {
    if (error instanceof MobileNeXtError) return undefined;
    throw error;
  }
}
