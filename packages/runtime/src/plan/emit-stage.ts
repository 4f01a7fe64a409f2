import type { KernelCall } from '@mobilenext/kernels';
import type { Constants } from './constants.js';
import { type FeatureMap, rowPointer } from './feature-map.js';
import { pixelOffsets } from './pixel-offsets.js';
import type { Stage } from './stages.js';

export interface EmitContext {
  readonly constants: Constants;
  /** Where a stage's packed filter stands, for an input of so many channels. */
  packedFilter(stage: Stage, inChannels: number): number;
  /** Where the patches of {@link PATCH_ROWS} rows of a dense stage's outputs may stand. */
  patches(stage: Stage, inChannels: number): FeatureMap;
}

/** A map of which memory row `i` holds row `first + i` of the whole; row -1 is zeros. */
export interface Rows {
  readonly map: FeatureMap;
  readonly first: number;
}

export interface StageStep {
  readonly stage: Stage;
  readonly input: Rows;
  readonly output: Rows;
  /** Rows of the output to compute: from, up to but not including. */
  readonly from: number;
  readonly to: number;
  /** What is added to the output. */
  readonly shortcut?: Rows;
}

/** Rows of outputs whose patches are taken at once. */
export const PATCH_ROWS = 2;

/** The kernel calls that compute some rows of a stage's output. */
export function emitStage(context: EmitContext, step: StageStep): readonly KernelCall[] {
  const { stage, input } = step;
  const packed = context.packedFilter(stage, input.map.channels);
  switch (stage.unit.convolution) {
    case 'pointwise':
      return [pointwise(context, packed, step), ...addShortcut(step)];
    case 'depthwise':
      return depthwise(packed, step);
    case 'dense':
      return [...dense(context, packed, step), ...addShortcut(step)];
  }
}

const pointerOf = ({ map, first }: Rows, row: number): number => rowPointer(map, row - first);

/**
 * The kernel call that computes some pixels of a pointwise stage without a shortcut; `from` and `to`
 * count pixels of the whole map, row by row. Of 7 x 7 pixels threads share 25 to 24, of rows 4 to 3.
 */
export function emitPixels(context: EmitContext, step: StageStep): KernelCall {
  const { stage, input, output, from, to } = step;
  const packed = context.packedFilter(stage, input.map.channels);
  const rows = { input, output, from: 0, to: stage.outputSize.height };
  const { kernel, options } = pointwise(context, packed, rows);
  const { xOffsets, yOffsets } = options;
  const places = { xOffsets: xOffsets + 4 * from, yOffsets: yOffsets + 4 * from };
  return { kernel, options: { ...options, ...places, pixels: to - from } };
}

type PointwiseCall = Extract<KernelCall, { readonly kernel: 'packedPointwise' }>;
type Pointwise = Pick<StageStep, 'input' | 'output' | 'from' | 'to'>;

function pointwise({ constants }: EmitContext, packed: number, step: Pointwise): PointwiseCall {
  const { input, output, from, to } = step;
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

function depthwise(packed: number, step: StageStep): readonly KernelCall[] {
  const { stage, input, output, from, to } = step;
  const { stride } = stage.unit;
  const isFused = isShortcutFused(stage, step.shortcut?.map.pixelBytes === output.map.pixelBytes);
  const call: KernelCall = {
    kernel: 'packedDepthwise',
    options: {
      // The tap on the upper left of the first output, which lies in the border.
      x: pointerOf(input, from * stride - 1) - input.map.pixelBytes,
      xRow: input.map.rowBytes,
      packed,
      y: pointerOf(output, from),
      yRow: output.map.rowBytes,
      ...(isFused && fusedShortcut(step)),
      rows: to - from,
      columns: output.map.width,
      channels: output.map.channels,
      pixelBytes: output.map.pixelBytes,
      stride,
    },
  };
  return isFused ? [call] : [call, ...addShortcut(step)];
}

/** Whether the depthwise kernel adds a stage's shortcut itself, given whether its pixels are as long. */
export const isShortcutFused = ({ unit, shortcut }: Stage, isAsLong: boolean): boolean =>
  isAsLong &&
  shortcut !== undefined &&
  unit.convolution === 'depthwise' &&
  unit.activation === 'none' &&
  shortcut.channels % 4 === 0;

const channelsShared = ({ shortcut }: Stage): number => shortcut?.channels ?? 0;

function fusedShortcut({ stage, shortcut, from }: StageStep) {
  const rows = shortcut as Rows;
  return {
    identity: pointerOf(rows, from),
    identityRow: rows.map.rowBytes,
    identityChannels: channelsShared(stage),
  };
}

/** A dense convolution is a pointwise one of patches, a few rows at a time. */
function dense(context: EmitContext, packed: number, step: StageStep): readonly KernelCall[] {
  const { stage, input, output, from, to } = step;
  const patches = context.patches(stage, input.map.channels);
  const calls: KernelCall[] = [];
  for (let row = from; row < to; row += PATCH_ROWS) {
    const end = Math.min(row + PATCH_ROWS, to);
    const gather: KernelCall = {
      kernel: 'densePatches',
      options: {
        x: pointerOf(input, 0),
        height: stage.inputSize.height,
        width: input.map.width,
        pixelBytes: input.map.pixelBytes,
        patches: patches.pointer,
        from: row,
        to: end,
        columns: output.map.width,
        stride: stage.unit.stride,
      },
    };
    const rows = { map: patches, first: row };
    calls.push(gather, pointwise(context, packed, { input: rows, output, from: row, to: end }));
  }
  return calls;
}

function addShortcut({ stage, output, shortcut, from, to }: StageStep): readonly KernelCall[] {
  if (!shortcut) return [];
  return [
    {
      kernel: 'addShortcut',
      options: {
        y: pointerOf(output, from),
        yRow: output.map.rowBytes,
        yPixel: output.map.pixelBytes,
        identity: pointerOf(shortcut, from),
        identityRow: shortcut.map.rowBytes,
        identityPixel: shortcut.map.pixelBytes,
        rows: to - from,
        columns: output.map.width,
        channels: channelsShared(stage),
      },
    },
  ];
}
