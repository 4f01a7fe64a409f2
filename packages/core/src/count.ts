import { badInput } from './errors.js';
import type { Network } from './network.js';
import { stateDict } from './state-dict.js';
import type { Unit } from './unit.js';

/** Number of trainable numbers; running statistics are left out. */
export function countParameters(network: Network): number {
  return stateDict(network)
    .filter(({ kind }) => kind === 'parameter')
    .reduce((sum, { shape }) => sum + elements(shape), 0);
}

/** Height and width of a picture or feature map, in pixels. */
export interface Size {
  readonly height: number;
  readonly width: number;
}

/** The work and output of one layer. */
export interface LayerCost {
  /** Key of the convolution or linear layer. */
  readonly key: string;
  /** One multiply and one add together are one. */
  readonly multiplyAdds: number;
  /** Without the batch: [channels, height, width], or [classes]. */
  readonly outputShape: readonly number[];
}

/**
 * Multiply-adds of convolutions and the linear layer for one picture; batch norm, activations,
 * pooling and identities are not counted.
 *
 * @throws {CoreError} `SIZE` if a side of the input is not whole and positive.
 */
export function multiplyAdds(
  network: Network,
  input: Size,
): { readonly total: number; readonly layers: readonly LayerCost[] } {
  if (![input.height, input.width].every((side) => Number.isInteger(side) && side > 0)) {
    throw badInput(input.height, input.width);
  }
  const layers: LayerCost[] = [];
  let size = input;
  for (const { units } of network.chains) {
    for (const unit of units) {
      size = outputSize(unit, size);
      layers.push(unitCost(unit, size));
    }
  }
  const { key, inFeatures, numClasses } = network.classifier;
  layers.push({ key, multiplyAdds: inFeatures * numClasses, outputShape: [numClasses] });
  return { total: layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0), layers };
}

/** Size of a unit's output. */
export function outputSize(unit: Pick<Unit, 'stride'>, { height, width }: Size): Size {
  const side = (length: number): number => Math.floor((length - 1) / unit.stride) + 1;
  return { height: side(height), width: side(width) };
}

function unitCost(unit: Unit, { height, width }: Size): LayerCost {
  const taps = unit.convolution === 'pointwise' ? 1 : 9;
  const perOutput = unit.convolution === 'depthwise' ? taps : taps * unit.inChannels;
  return {
    key: unit.convolutionKey,
    multiplyAdds: perOutput * unit.outChannels * height * width,
    outputShape: [unit.outChannels, height, width],
  };
}

const elements = (shape: readonly number[]): number =>
  shape.reduce((product, side) => product * side, 1);
