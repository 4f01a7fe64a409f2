import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Checkpoint, describeCheckpoint, fitToNetwork, toArrays } from '@mobilenext/converter';
import {
  type ChannelOrder,
  IMAGENET_224,
  mobileNeXt,
  type NetworkFacts,
  type NormalizationName,
  type RunFacts,
  runFactsOf,
  SMALL_32,
  variants,
} from '@mobilenext/mobilenext';
import type { Arrays } from '@mobilenext/nn';
import { notFound } from '../frame/errors.js';
import { checkGraphFacts, requireNamedFacts } from './check-graph-facts.js';
import { overruledNotes } from './facts-in-words.js';
import { defined, type FoundNetwork, type NetworkOverrides } from './found-network.js';
import { changePreprocessing } from './preprocessing-flags.js';
import { type Question, TAKEN } from './questions.js';
import { readWeights, requireWeightsPath } from './read-weights.js';
import { tensorsOf } from './tensors-of.js';

/** A checkpoint ready to be executed. */
export interface Weights extends FoundNetwork {
  readonly path: string;
  readonly checkpoint: Checkpoint;
  /** Under the network's keys, PyTorch's layout. */
  readonly arrays: Arrays;
  /** What the user should know of the file, a line each. */
  readonly notes: readonly string[];
  /** Class names, where the run that made it knew them. */
  readonly classes?: readonly string[];
}

/** What may be said about a checkpoint. */
interface WeightsFlags extends NetworkOverrides {
  readonly ema?: boolean;
  readonly normalization?: NormalizationName;
  readonly channelOrder?: ChannelOrder;
}

/**
 * Reads a checkpoint and finds the network that it belongs to: width and classes from its shapes,
 * strides and identity multiplier, which leave no trace in them, from the overrides, or from what
 * our trainer or `convert` wrote beside the tensors, or the usual ones, which `assumed` then lists.
 *
 * @throws {CliError} `NOT_FOUND`; `USAGE` where a flag contradicts the graph, `FAILED` where that has
 * strides that no table has; ConverterError for
 * a bad checkpoint.
 */
export async function openWeights(path: string, flags: WeightsFlags = {}): Promise<Weights> {
  requireWeights(path);
  return weightsOf(path, await readWeights(path), flags);
}

/**
 * The same of a checkpoint that was read already.
 *
 * @throws {CliError} `USAGE` as {@link openWeights}; ConverterError if it is no MobileNeXt.
 */
export function weightsOf(
  path: string,
  checkpoint: Checkpoint,
  { ema, ...flags }: WeightsFlags = {},
): Weights {
  const { tensors, notes } = tensorsOf(path, checkpoint, { ema });
  const facts = runFactsOf(checkpoint.metadata);
  checkGraphFacts(path, checkpoint, flags);
  requireNamedFacts(path, checkpoint);
  const { width, numClasses, variants: names } = describeCheckpoint(tensors);
  const strides = flags.strides ?? facts.strides ?? TAKEN.strides;
  const identityMultiplier =
    flags.identityMultiplier ?? facts.identityMultiplier ?? TAKEN.identityMultiplier;
  const network = mobileNeXt({ width, numClasses, strides, identityMultiplier });
  const fit = fitToNetwork(tensors, network);
  const variant = names.find((name) => variants[name].strides === strides) ?? null;
  return {
    path,
    checkpoint,
    network,
    arrays: toArrays(fit.tensors),
    variant,
    preprocessing: facts.preprocessing ?? (strides === 'small' ? SMALL_32 : IMAGENET_224),
    classes: facts.classes,
    average: checkpoint.ema !== undefined,
    notes,
    assumed: assumedOf(facts, flags),
    overruled: overruledNotes(path, facts, overrulingOf(facts, flags)),
    unexpected: fit.unexpected,
  };
}

/** What is saved, with what was typed over it. */
function overrulingOf(
  facts: RunFacts,
  { strides, identityMultiplier, normalization, channelOrder }: WeightsFlags,
): NetworkFacts {
  return {
    ...facts,
    ...defined({ strides, identityMultiplier }),
    preprocessing:
      facts.preprocessing &&
      changePreprocessing(facts.preprocessing, {
        ...PICTURES_AS_SAVED,
        normalization,
        channelOrder,
      }),
  };
}

/** Sizes that differ are told with the pictures, by `sizeNotes`. */
const PICTURES_AS_SAVED = {
  resize: undefined,
  interpolation: undefined,
  size: undefined,
  crop: undefined,
};

/** A normalisation that is given by name comes with its usual order of channels. */
function assumedOf(
  { preprocessing, ...facts }: RunFacts,
  { normalization, channelOrder, ...flags }: WeightsFlags,
): readonly Question[] {
  const known: Readonly<Record<Question, unknown>> = {
    strides: flags.strides ?? facts.strides,
    identityMultiplier: flags.identityMultiplier ?? facts.identityMultiplier,
    normalization: normalization ?? preprocessing,
    channelOrder: channelOrder ?? normalization ?? preprocessing,
  };
  return (Object.keys(known) as Question[]).filter((question) => known[question] === undefined);
}

/** A run without test pictures has no `best.safetensors`; `last.safetensors` will mostly do. */
function requireWeights(path: string): void {
  const last = join(dirname(path), 'last.safetensors');
  if (basename(path) === 'best.safetensors' && !existsSync(path) && existsSync(last)) {
    throw notFound('checkpoint', path, `the run kept no best epoch, give ${last}`);
  }
  requireWeightsPath(path);
}
