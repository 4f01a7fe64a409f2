import {
  type MobileNeXt,
  mobileNeXt,
  MobileNeXtError,
  type NetworkFacts,
  networkFactsMetadata,
  networkFactsOf,
  runFactsOf,
  STRIDES,
  type StridesName,
} from '@mobilenext/mobilenext';
import type { Checkpoint, GraphFacts, TensorMap } from './checkpoint.js';
import { describeCheckpoint } from './describe-checkpoint.js';
import { ConverterError, otherThanGraph } from './errors.js';

/** What a graph has of a network beside weights. */
export interface GraphReading {
  /** Of each convolution along both axes, in the order of the network's units: `2,2`. */
  readonly strides: readonly string[];
  /** How many channels each of {@link identityBlocks} adds; undefined where that was not found. */
  readonly identityChannels: readonly (number | undefined)[];
}

/**
 * A checkpoint with what its graph says: as `graph`, and in the metadata where they are silent.
 *
 * @param read is given a network of the checkpoint's width; undefined if the graph is not its.
 * @throws {ConverterError} `corrupt` where the metadata say something else than the graph.
 */
export function withGraphFacts(
  checkpoint: Checkpoint,
  read: (network: MobileNeXt) => GraphReading | undefined,
): Checkpoint {
  const { tensors, metadata } = checkpoint;
  const width = widthOf(tensors);
  if (width === undefined) return checkpoint;
  const network = mobileNeXt({ width });
  const reading = read(network);
  if (!reading) return checkpoint;
  const said = saidFacts(metadata);
  const graph = graphFacts(network, reading, said?.identityMultiplier);
  // Damaged metadata are for whoever needs them to refuse; weights can be read all the same.
  if (!said) return { ...checkpoint, graph };
  const { strides, identityMultiplier } = graph;
  if (said.strides !== undefined && strides !== undefined && said.strides !== strides) {
    throw otherThanGraph(`${said.strides} strides`, strides ?? 'others');
  }
  const multiplier = said.identityMultiplier;
  if (
    multiplier !== undefined &&
    identityMultiplier !== undefined &&
    multiplier !== identityMultiplier
  ) {
    throw otherThanGraph(`identity multiplier ${multiplier}`, identityMultiplier ?? 'another');
  }
  const added = {
    ...(strides && said.strides === undefined && { strides }),
    ...(identityMultiplier && multiplier === undefined && { identityMultiplier }),
  };
  const facts = { ...networkFactsOf(metadata), ...added };
  const isSilent = Object.keys(added).length > 0;
  return {
    ...checkpoint,
    metadata: isSilent ? { ...metadata, ...networkFactsMetadata(facts) } : metadata,
    graph,
  };
}

/** The blocks that have a shortcut, unless a multiplier leaves them no channel. */
export const identityBlocks = ({ width }: Pick<MobileNeXt, 'width'>) =>
  mobileNeXt({ width }).blocks.filter(({ identityChannels }) => identityChannels > 0);

/** @param said of several multipliers that add the same channels it is taken. */
function graphFacts(
  network: MobileNeXt,
  { strides: found, identityChannels }: GraphReading,
  said: number | undefined,
): GraphFacts {
  const names = Object.keys(STRIDES) as StridesName[];
  const { width } = network;
  const strides =
    names.find((name) => unitStrides(width, name).join(' ') === found.join(' ')) ?? null;
  const inputs = identityBlocks(network).map(({ inChannels }) => inChannels);
  const fits = (multiplier: number): boolean =>
    inputs.every((channels, i) => Math.floor(channels / multiplier) === (identityChannels[i] ?? 0));
  const multipliers = Array.from({ length: Math.max(...inputs) }, (_, i) => i + 1);
  const identityMultiplier =
    said !== undefined && fits(said) ? said : (multipliers.find(fits) ?? null);
  // A shortcut that was not found may be there all the same, in a form that is not known here.
  const isTold = identityMultiplier !== null || !identityChannels.includes(undefined);
  return { strides, ...(isTold && { identityMultiplier }) };
}

const unitStrides = (width: number, strides: StridesName): readonly string[] =>
  mobileNeXt({ width, strides })
    .chains.flatMap(({ units }) => units)
    .map(({ stride }) => [stride, stride].join());

/** Undefined for another network than MobileNeXt. */
function widthOf(tensors: TensorMap): number | undefined {
  try {
    return describeCheckpoint(tensors).width;
  } catch (error) {
    if (error instanceof ConverterError) return undefined;
    throw error;
  }
}

/** Undefined for damaged metadata. */
function saidFacts(metadata: Checkpoint['metadata']): NetworkFacts | undefined {
  try {
    return runFactsOf(metadata);
  } catch (error) {
    if (error instanceof MobileNeXtError) return undefined;
    throw error;
  }
}
