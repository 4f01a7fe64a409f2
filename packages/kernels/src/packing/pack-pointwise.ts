import { activationLimits } from './activation-limits.js';
import { badLength, checkLength } from './check-length.js';
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
}

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
 * @throws {RangeError} if an array has another length than the channels say.
 */
export function packPointwise(options: PackPointwiseOptions): Float32Array<ArrayBuffer> {
  const { filter, transposed = false, factors, bias, relu6, inChannels, outChannels } = options;
  const { packed = new Float32Array(packedPointwiseLength(inChannels, outChannels)) } = options;
  const rows = filter.length / outChannels;
  if (!Number.isInteger(rows) || rows > inChannels) {
    throw badLength('filter', filter, `${outChannels} for each of at most ${inChannels} inputs`);
  }
  checkLength('bias', bias, outChannels);
  checkLength('factors', factors, outChannels);
  checkLength('packed', packed, packedPointwiseLength(inChannels, outChannels));
  const [rowStep, columnStep] = transposed ? [1, rows] : [outChannels, 1];
  packed.set(activationLimits(relu6));
  let start = 8;
  for (const { first, width } of panels(outChannels)) {
    const end = Math.min(first + width, outChannels);
    for (let channel = first; channel < end; channel++) {
      const to = start + channel - first;
      packed[to] = bias[channel];
      copyColumn(
        { values: filter, first: channel * columnStep, step: rowStep },
        { values: packed, first: to + width, step: width },
        rows,
        factors?.[channel] ?? 1,
      );
    }
    start += (1 + inChannels) * width;
  }
  return packed;
}

/** Panels of sixteen channels while they last, one of eight, one of four. */
export function panels(
  outChannels: number,
): readonly { readonly first: number; readonly width: number }[] {
  const found = [];
  const end = paddedChannels(outChannels);
  for (let first = 0; first < end; ) {
    const width = [16, 8, 4].find((candidate) => candidate <= end - first) as number;
    found.push({ first, width });
    first += width;
  }
  return found;
}
