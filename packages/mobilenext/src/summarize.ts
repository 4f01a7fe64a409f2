import { countParameters, multiplyAdds, type Size, stateDict } from '@mobilenext/core';
import type { MobileNeXt } from './mobilenext.js';

/** One sandglass block of a summary. */
export interface BlockSummary {
  readonly index: number;
  readonly kind: string;
  readonly inChannels: number;
  readonly hiddenChannels: number;
  readonly outChannels: number;
  readonly stride: number;
  /** Whether the block's input is added to its output, */
  readonly identity: boolean;
  /** and to how many leading channels. */
  readonly identityChannels: number;
}

/** One line of the table: a chain, or the classifier. */
export interface LayerSummary {
  readonly name: string;
  readonly kind: string;
  /** [channels, height, width], or [classes]. */
  readonly outputShape: readonly number[];
  readonly parameters: number;
  readonly multiplyAdds: number;
}

/** A network's figures as plain data; what the command's `summary --json` gives. */
export interface Summary {
  readonly variant: string | null;
  readonly width: number;
  readonly numClasses: number;
  readonly identityMultiplier: number;
  /** Whether a checkpoint holds a running average of its weights as well. */
  readonly average: boolean;
  /** [height, width] in pixels. */
  readonly input: readonly [number, number];
  readonly parameters: number;
  readonly multiplyAdds: number;
  readonly blocks: readonly BlockSummary[];
  readonly layers: readonly LayerSummary[];
  /** Shapes by key of PyTorch's state_dict, in its order. */
  readonly keys: Readonly<Record<string, readonly number[]>>;
}

/**
 * Everything that the record of a network tells, at an input size in pixels.
 *
 * @example
 * summarize(mobileNeXt(), { variant: null, input: { height: 224, width: 224 } }).parameters; // 3535416
 */
export function summarize(
  network: MobileNeXt,
  {
    variant,
    average = false,
    input,
  }: { readonly variant: string | null; readonly average?: boolean; readonly input: Size },
): Summary {
  return {
    variant,
    width: network.width,
    numClasses: network.classifier.numClasses,
    identityMultiplier: network.identityMultiplier,
    average,
    input: [input.height, input.width],
    parameters: countParameters(network),
    multiplyAdds: multiplyAdds(network, input).total,
    blocks: network.blocks.map((block, i) => ({
      index: i + 1,
      kind: block.kind,
      inChannels: block.inChannels,
      hiddenChannels: block.hiddenChannels,
      outChannels: block.outChannels,
      stride: block.stride,
      identity: block.identityChannels > 0,
      identityChannels: block.identityChannels,
    })),
    layers: layersOf(network, input),
    keys: Object.fromEntries(stateDict(network).map(({ key, shape }) => [key, shape])),
  };
}

/** The block that a layer is; undefined for the stem and the classifier. */
export const blockOf = ({ blocks }: Summary, { name }: LayerSummary): BlockSummary | undefined =>
  // The stem comes before the blocks, so that features.i is block i.
  blocks.find(({ index }) => name === `features.${index}`);

/** How much of a block's input is added to its output: `whole`, `48 of 96` channels, or nothing. */
export function identityText({ identity, identityChannels, inChannels }: BlockSummary): string {
  if (!identity) return '';
  return identityChannels === inChannels ? 'whole' : `${identityChannels} of ${inChannels}`;
}

function layersOf(network: MobileNeXt, input: Size): readonly LayerSummary[] {
  const costs = multiplyAdds(network, input).layers;
  const entries = stateDict(network).filter(({ kind }) => kind === 'parameter');
  const layers = [
    ...network.chains.map(({ name, kind }) => ({ name, kind })),
    { name: network.classifier.key, kind: 'classifier' },
  ];
  return layers.map(({ name, kind }) => {
    const own = costs.filter(({ key }) => isBelow(key, name));
    return {
      name,
      kind,
      outputShape: own[own.length - 1].outputShape,
      parameters: entries
        .filter(({ key }) => isBelow(key, name))
        .reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
      multiplyAdds: own.reduce((sum, cost) => sum + cost.multiplyAdds, 0),
    };
  });
}

const isBelow = (key: string, name: string): boolean => key === name || key.startsWith(`${name}.`);
