import { damagedMetadata, MobileNeXtError } from './errors.js';
import { type NetworkFacts, networkFactsOf } from './network-facts.js';
import type { Preprocessing } from './preprocessing.js';
import { preprocessingFault } from './preprocessing-fault.js';
import { resolveVariant, type VariantName, variants } from './variants.js';

/** What our trainer or `convert` writes beside the tensors, as far as it is there. */
export interface RunFacts extends NetworkFacts {
  /** Which the run trained; absent for networks that have no name here. */
  readonly variant?: VariantName;
  /** Class names by label. */
  readonly classes?: readonly string[];
}

/** The part of the trainer's `run` that predictions need, as it may have been damaged. */
interface Run {
  readonly config?: {
    readonly variant?: unknown;
    readonly identityMultiplier?: unknown;
    readonly preprocessing?: unknown;
  };
  readonly classes?: unknown;
}

/**
 * Facts of the run that made a checkpoint, and over them what `convert` was told or found out; none
 * for checkpoints of other programs.
 *
 * @param metadata of the checkpoint.
 * @throws {MobileNeXtError} `METADATA` where they are damaged: others in their place would load
 * silently and predict badly.
 */
export function runFactsOf(metadata: Readonly<Record<string, string>>): RunFacts {
  const { preprocessing, ...facts } = networkFactsOf(metadata);
  return {
    ...factsOfRun(metadata),
    ...facts,
    ...(preprocessing && { preprocessing: checked(preprocessing) }),
  };
}

function factsOfRun({ format, run }: Readonly<Record<string, string>>): RunFacts {
  if (!format?.startsWith('mobilenext-training/') || run === undefined) return {};
  const { config = {}, classes } = parse(run);
  const preprocessing = checked(config.preprocessing);
  const { variant: name, identityMultiplier } = config;
  if (typeof name !== 'string') throw wrong('variant');
  if (typeof identityMultiplier !== 'number') throw wrong('identityMultiplier');
  if (!isStrings(classes)) throw wrong('classes');
  const variant = variantOf(name);
  return {
    ...(variant && { variant, strides: variants[variant].strides }),
    identityMultiplier,
    preprocessing,
    classes,
  };
}

function checked(preprocessing: unknown): Preprocessing {
  const fault = preprocessingFault(preprocessing);
  if (fault !== undefined) throw wrong(`preprocessing.${fault}`);
  return preprocessing as Preprocessing;
}

const wrong = (field: string): Error => damagedMetadata(`${field} of the run is wrong`);

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

function parse(run: string): Run {
  try {
    return (JSON.parse(run) as Run | null) ?? {};
  } catch {
    throw damagedMetadata('the run is no JSON');
  }
}

/** Unknown for networks that have no name here. */
function variantOf(name: string): VariantName | undefined {
  try {
    return resolveVariant(name);
  } catch (error) {
    if (error instanceof MobileNeXtError) return undefined;
    throw error;
  }
}
