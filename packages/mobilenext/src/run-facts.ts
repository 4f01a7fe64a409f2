import { MobileNeXtError } from './errors.js';
import { type NetworkFacts, networkFactsOf } from './network-facts.js';
import type { StridesName } from './stages.js';
import { resolveVariant, variants } from './variants.js';

/** What our trainer or `convert` writes beside the tensors, as far as it is there. */
export interface RunFacts extends NetworkFacts {
  /** Class names by label. */
  readonly classes?: readonly string[];
}

/** The part of the trainer's `run` that predictions need. */
interface Run {
  readonly config: Pick<NetworkFacts, 'identityMultiplier' | 'preprocessing'> & {
    readonly variant: string;
  };
  readonly classes: readonly string[];
}

/**
 * Facts of the run that made a checkpoint, and over them what `convert` was told or found out; none
 * for checkpoints of other programs, or where the run's record is no JSON.
 *
 * @param metadata of the checkpoint.
 */
export const runFactsOf = (metadata: Readonly<Record<string, string>>): RunFacts => ({
  ...factsOfRun(metadata),
  ...networkFactsOf(metadata),
});

function factsOfRun({ format, run }: Readonly<Record<string, string>>): RunFacts {
  if (!format?.startsWith('mobilenext-training/') || run === undefined) return {};
  const { config, classes } = parse(run);
  if (!config) return {};
  const { identityMultiplier, preprocessing } = config;
  return { strides: stridesOf(config.variant), identityMultiplier, preprocessing, classes };
}

function parse(run: string): Partial<Run> {
  try {
    return (JSON.parse(run) as Partial<Run> | null) ?? {};
  } catch {
    return {};
  }
}

/** Unknown for networks that have no name here. */
function stridesOf(variant: string): StridesName | undefined {
  try {
    return variants[resolveVariant(variant)].strides;
  } catch (error) {
    if (error instanceof MobileNeXtError) return undefined;
    throw error;
  }
}
