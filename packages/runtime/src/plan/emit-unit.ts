import type { Unit } from '@mobilenext/core';
import type { KernelCall } from '@mobilenext/kernels';
import type { Constants } from './constants.js';
import { type FeatureMap, rowPointer } from './feature-map.js';
import { pixelOffsets } from './pixel-offsets.js';

/** A map of which memory row `i` holds row `first + i` of the whole; row -1 is zeros. */
export interface Rows {
  readonly map: FeatureMap;
  readonly first: number;
}

export interface UnitStep {
  readonly unit: Unit;
  /** Where the packed filter stands. */
  readonly packed: number;
  readonly input: Rows;
  readonly output: Rows;
  /** Rows of the output to compute: from, up to but not including. */
  readonly from: number;
  readonly to: number;
  /** Added to the output's leading channels, if the unit ends a chain that has a shortcut. */
  readonly shortcut?: { readonly rows: Rows; readonly channels: number };
  /** Room for the patches of two rows of outputs, if the unit is dense. */
  readonly patches?: FeatureMap;
}

/** The kernel calls that compute some rows of a unit's output. */
export function emitUnit(constants: Constants, step: UnitStep): readonly KernelCall[] {
  switch (step.unit.convolution) {
    case 'pointwise':
      return [pointwise(constants, step, step.input, step.from, step.to), ...shortcut(step)];
    case 'depthwise':
      return [depthwise(step)];
    case 'dense':
      return [...dense(constants, step), ...shortcut(step)];
  }
}

const PATCH_ROWS = 2;

const pointerOf = ({ map, first }: Rows, row: number): number => rowPointer(map, row - first);

/** The tap on the upper left of an output row. */
const tapPointer = ({ unit, input }: UnitStep, row: number): number =>
  pointerOf(input, row * unit.stride - 1) - input.map.pixelBytes;

function pointwise(
  constants: Constants,
  { packed, output }: UnitStep,
  input: Rows,
  from: number,
  to: number,
): KernelCall {
  return {
    kernel: 'packedPointwise',
    options: {
      x: pointerOf(input, from),
      xOffsets: pixelOffsets(constants, input.map, to - from),
      packed,
      y: pointerOf(output, from),
      yOffsets: pixelOffsets(constants, output.map, to - from),
      pixels: (to - from) * output.map.width,
      inChannels: input.map.channels,
      outChannels: output.map.channels,
    },
  };
}

function depthwise(step: UnitStep): KernelCall {
  const { unit, packed, input, output, from, to } = step;
  return {
    kernel: 'packedDepthwise',
    options: {
      x: tapPointer(step, from),
      xRow: input.map.rowBytes,
      xPixel: input.map.pixelBytes,
      packed,
      y: pointerOf(output, from),
      yRow: output.map.rowBytes,
      yPixel: output.map.pixelBytes,
      ...identity(step),
      rows: to - from,
      columns: output.map.width,
      channels: output.map.channels,
      stride: unit.stride,
    },
  };
}

/** A dense convolution is a pointwise one of patches, a few rows at a time. */
function dense(constants: Constants, step: UnitStep): readonly KernelCall[] {
  const { unit, input, output, from, to } = step;
  const patches = step.patches as FeatureMap;
  const calls: KernelCall[] = [];
  for (let row = from; row < to; row += PATCH_ROWS) {
    const end = Math.min(row + PATCH_ROWS, to);
    calls.push(
      {
        kernel: 'densePatches',
        options: {
          x: tapPointer(step, row),
          xRow: input.map.rowBytes,
          xPixel: input.map.pixelBytes,
          patches: patches.pointer,
          rows: end - row,
          columns: output.map.width,
          stride: unit.stride,
        },
      },
      pointwise(constants, step, { map: patches, first: row }, row, end),
    );
  }
  return calls;
}

/** The size of the patches that a dense unit needs room for. */
export const patchesSize = (unit: Unit, input: FeatureMap, width: number) => ({
  rows: unit.convolution === 'dense' ? PATCH_ROWS : 0,
  width,
  channels: 9 * input.channels,
  hasBorder: false,
});

function identity({ shortcut, from }: UnitStep) {
  if (!shortcut) return undefined;
  const { rows, channels } = shortcut;
  return {
    identity: pointerOf(rows, from),
    identityRow: rows.map.rowBytes,
    identityPixel: rows.map.pixelBytes,
    identityChannels: channels,
  };
}

function shortcut({ shortcut: added, output, from, to }: UnitStep): readonly KernelCall[] {
  if (!added) return [];
  return [
    {
      kernel: 'addShortcut',
      options: {
        y: pointerOf(output, from),
        yRow: output.map.rowBytes,
        yPixel: output.map.pixelBytes,
        identity: pointerOf(added.rows, from),
        identityRow: added.rows.map.rowBytes,
        identityPixel: added.rows.map.pixelBytes,
        rows: to - from,
        columns: output.map.width,
        channels: added.channels,
      },
    },
  ];
}
