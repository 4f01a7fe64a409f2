import type { Checkpoint } from '@mobilenext/converter';
import {
  MobileNeXtError,
  type NetworkFacts,
  networkFactsOf,
  type Preprocessing,
  resolveVariant,
  type StridesName,
  variants,
} from '@mobilenext/mobilenext';

/** What our trainer or `convert` writes beside the tensors, as far as it is there. */
export interface RunFacts extends NetworkFacts {
  /** Class names by label. */
  readonly classes?: readonly string[];
}

/** The part of the trainer's `run` that predictions need. */
interface Run {
  readonly config: {
    readonly variant: string;
    readonly identityMultiplier: number;
    readonly preprocessing: Preprocessing;
  };
  readonly classes: readonly string[];
}

/**
 * Facts of the run that made a checkpoint, and over them what `convert` was told or found out; none
 * for checkpoints of other programs.
 */
export const runFactsOf = (metadata: Checkpoint['metadata']): RunFacts => ({
  ...factsOfRun(metadata),
  ...networkFactsOf(metadata),
});

function factsOfRun({ format, run }: Checkpoint['metadata']): RunFacts {
  if (!format?.startsWith('mobilenext-training/') || run === undefined) return {};
  const { config, classes } = JSON.parse(run) as Run;
  const { identityMultiplier, preprocessing } = config;
  return { strides: stridesOf(config.variant), identityMultiplier, preprocessing, classes };
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
