import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  arraysFromTensors,
  type Checkpoint,
  describeCheckpoint,
  readCheckpoint,
} from '@mobilenext/converter';
import { IMAGENET_224, mobileNeXt, runFactsOf, SMALL_32, variants } from '@mobilenext/mobilenext';
import type { Arrays } from '@mobilenext/nn';
import { requireFile } from '../files/require.js';
import { notFound } from '../frame/errors.js';
import { defined, type FoundNetwork, type NetworkOverrides } from './found-network.js';
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

/**
 * Reads a checkpoint and finds the network that it belongs to: width and classes from its shapes,
 * strides and identity multiplier, which leave no trace in them, from the overrides, or from what
 * our trainer wrote beside the tensors, or the usual ones.
 *
 * @throws {CliError} `NOT_FOUND`; ConverterError for a bad checkpoint.
 */
export async function openWeights(
  path: string,
  { ema, ...overrides }: NetworkOverrides & { readonly ema?: boolean } = {},
): Promise<Weights> {
  requireWeights(path);
  const checkpoint = await readCheckpoint(path);
  const { tensors, notes } = tensorsOf(path, checkpoint, { ema });
  const facts = runFactsOf(checkpoint.metadata);
  const { width, numClasses, variants: names } = describeCheckpoint(tensors);
  const network = mobileNeXt({
    ...defined({ strides: facts.strides, identityMultiplier: facts.identityMultiplier }),
    ...defined(overrides),
    width,
    numClasses,
  });
  const strides = overrides.strides ?? facts.strides ?? 'imagenet';
  const variant = names.find((name) => variants[name].strides === strides) ?? null;
  return {
    path,
    checkpoint,
    network,
    arrays: arraysFromTensors(network, tensors),
    variant,
    preprocessing: facts.preprocessing ?? (strides === 'small' ? SMALL_32 : IMAGENET_224),
    classes: facts.classes,
    average: checkpoint.ema !== undefined,
    notes,
  };
}

/** A run without test pictures has no `best.safetensors`; `last.safetensors` will mostly do. */
function requireWeights(path: string): void {
  const last = join(dirname(path), 'last.safetensors');
  if (basename(path) === 'best.safetensors' && !existsSync(path) && existsSync(last)) {
    throw notFound('checkpoint', path, `the run kept no best epoch, give ${last}`);
  }
  requireFile('checkpoint', path);
}
