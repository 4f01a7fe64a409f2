import { activationLimits } from './activation-limits.js';
import { badLength, checkLength } from './check-length.js';
import type { Kernels } from '../instantiate.js';
import { copyColumn } from './copy-column.js';

export interface PackPointwiseOptions {
  /**
   * [Cin, Cout], or its transpose [Cout, Cin] if `transposed`; of fewer input channels, those that
   * are missing are zeros.
   */
  readonly filter: ArrayLike<number>;
  readonly transposed?: boolean;
  /** [Cout], what each output channel's filter is multiplied by; 1 unless given. */
  readonly factors?: ArrayLike<number>;
  /** [Cout]. */
  readonly bias: ArrayLike<number>;
  /** Whether the output is clamped to [0, 6]. */
  readonly relu6: boolean;
  readonly inChannels: number;
  readonly outChannels: number;
  /** Where to put it: {@link packedPointwiseLength} zeros. A new array unless given. */
  readonly packed?: Float32Array<ArrayBuffer>;
  /** Where `packed` lies in the memory of kernels, these pack a transposed `Float32Array`. */
  readonly room?: PackingRoom;
}

/**
 * In a process that has just started, kernels pack ten times as fast as loops that are not compiled
 * yet.
 */
export interface PackingRoom {
  readonly kernels: Pick<Kernels, 'packColumns'>;
  /** Of {@link packingRoomBytes}, aligned to 8. */
  readonly pointer: number;
}

/** The bytes that packing needs for a panel of a filter. */
export const packingRoomBytes = (inChannels: number): number => PANEL * (8 + 4 * inChannels);

/** The most output channels of a panel. */
const PANEL = 16;

/** Output channels are filled up with zeros to a multiple of this. */
export const CHANNEL_QUAD = 4;

/** The number of channels that a packed tensor of `channels` has: the next multiple of four. */
export const paddedChannels = (channels: number): number =>
  Math.ceil(channels / CHANNEL_QUAD) * CHANNEL_QUAD;

/** How many numbers a packed pointwise filter has. */
export const packedPointwiseLength = (inChannels: number, outChannels: number): number =>
  8 + (1 + inChannels) * paddedChannels(outChannels);

/**
 * A filter as `packedPointwise` reads it; see assembly/packed/pointwise.ts for the layout. Output
 * channels are filled up with zeros to {@link paddedChannels}.
 *
 * @throws {RangeError} if an array has another length than the channels say, or for `room` without
 * `packed`.
 */
export function packPointwise(options: PackPointwiseOptions): Float32Array<ArrayBuffer> {
  const {
    filter,
    transposed = false,
    factors,
    bias,
    relu6,
    inChannels,
    outChannels,
    room,
  } = options;
  const { packed = new Float32Array(packedPointwiseLength(inChannels, outChannels)) } = options;
  const rows = filter.length / outChannels;
  if (!Number.isInteger(rows) || rows > inChannels) {
    throw badLength('filter', filter, `${outChannels} for each of at most ${inChannels} inputs`);
  }
  if (room && !options.packed) throw new RangeError('room needs packed, in the same memory');
  checkLength('bias', bias, outChannels);
  checkLength('factors', factors, outChannels);
  checkLength('packed', packed, packedPointwiseLength(inChannels, outChannels));
  packed.set(activationLimits(relu6));
  let start = 8;
  for (const { first, width } of panels(outChannels)) {
    const end = Math.min(first + width, outChannels);
    for (let channel = first; channel < end; channel++) {
      packed[start + channel - first] = bias[channel];
    }
    const panel = { first, end, start: start + width, width };
    if (room && transposed && filter instanceof Float32Array) {
      packByKernel(filter, rows, panel, packed, factors, room);
    } else {
      packByLoops(options, rows, panel, packed);
    }
    start += (1 + inChannels) * width;
  }
  return packed;
}

/** Output channels `first` to `end`, which are `width` wide in the packed filter from `start` on. */
interface Panel {
  readonly first: number;
  readonly end: number;
  readonly start: number;
  readonly width: number;
}

function packByLoops(
  { filter, transposed, factors, outChannels }: PackPointwiseOptions,
  rows: number,
  { first, end, start, width }: Panel,
  packed: Float32Array,
): void {
  const [rowStep, columnStep] = transposed ? [1, rows] : [outChannels, 1];
  for (let channel = first; channel < end; channel++) {
    copyColumn(
      { values: filter, first: channel * columnStep, step: rowStep },
      { values: packed, first: start + channel - first, step: width },
      rows,
      factors?.[channel] ?? 1,
    );
  }
}

function packByKernel(
  filter: Float32Array,
  rows: number,
  { first, end, start, width }: Panel,
  { buffer, byteOffset }: Float32Array,
  factors: ArrayLike<number> | undefined,
  { kernels, pointer }: PackingRoom,
): void {
  const columns = end - first;
  const source = pointer + 8 * PANEL;
  new Float32Array(buffer, source).set(filter.subarray(first * rows, end * rows));
  if (factors) {
    const room = new Float64Array(buffer, pointer, columns);
    for (let i = 0; i < columns; i++) room[i] = factors[first + i];
  }
  kernels.packColumns({
    source,
    factors: factors ? pointer : 0,
    target: byteOffset + 4 * start,
    ...{ rows, columns, width },
  });
}

/** Panels of sixteen channels while they last, one of eight, one of four. */
export function panels(
  outChannels: number,
): readonly { readonly first: number; readonly width: number }[] {
  const found = [];
  const end = paddedChannels(outChannels);
  for (let first = 0; first < end; ) {
    const width = [PANEL, 8, 4].find((candidate) => candidate <= end - first) as number;
    found.push({ first, width });
    first += width;
  }
  return found;
}
