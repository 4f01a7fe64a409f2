import { type Network, outputSize, type Size, type Unit } from '@mobilenext/core';

/** A unit of a network, with the sizes of its maps on pictures of one size. */
export interface Stage {
  readonly unit: Unit;
  readonly inputSize: Size;
  readonly outputSize: Size;
  /** What is added to the output: the output of an earlier stage, -1 being the picture. */
  readonly shortcut?: { readonly from: number; readonly channels: number };
  /** The last stage that reads the output as its shortcut, if one does. */
  readonly sharedUntil?: number;
}

/** All units of a network in a row. */
export function stagesOf(network: Network, input: Size): readonly Stage[] {
  const stages: Stage[] = [];
  let size = input;
  for (const { units, identityChannels } of network.chains) {
    const chainInput = stages.length - 1;
    const last = chainInput + units.length;
    const shortcut = { from: chainInput, channels: identityChannels };
    if (identityChannels > 0 && chainInput >= 0) {
      stages[chainInput] = { ...stages[chainInput], sharedUntil: last };
    }
    for (const unit of units) {
      const after = outputSize(unit, size);
      const isShortcut = identityChannels > 0 && stages.length === last;
      stages.push({
        unit,
        inputSize: size,
        outputSize: after,
        ...(isShortcut && { shortcut }),
      });
      size = after;
    }
  }
  return stages;
}

/** The first row of its input that an output row needs; -1 is the zeros above. */
export const firstNeeded = ({ unit }: Stage, row: number): number =>
  unit.convolution === 'pointwise' ? row : row * unit.stride - 1;

/** The row after the last one that the output rows before `end` need, zeros below included. */
export const endNeeded = ({ unit }: Stage, end: number): number =>
  unit.convolution === 'pointwise' ? end : (end - 1) * unit.stride + 2;
