import { activationLimits } from './activation-limits.js';

export interface PackPointwiseOptions {
  /** [Cin, Cout], or its transpose [Cout, Cin] if `transposed`. */
  readonly filter: ArrayLike<number>;
  readonly transposed?: boolean;
  /** [Cout]. */
  readonly bias: ArrayLike<number>;
  /** Whether the output is clamped to [0, 6]. */
  readonly relu6: boolean;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Output channels are filled up with zeros to a multiple of this. */
export const CHANNEL_QUAD = 4;

/** The number of channels that a packed tensor of `channels` has: the next multiple of four. */
export const paddedChannels = (channels: number): number =>
  Math.ceil(channels / CHANNEL_QUAD) * CHANNEL_QUAD;

/**
 * A filter as `packedPointwise` reads it; see assembly/packed/pointwise.ts for the layout. Output
 * channels are filled up with zeros to {@link paddedChannels}.
 */
export function packPointwise(options: PackPointwiseOptions): Float32Array<ArrayBuffer> {
  const { filter, transposed = false, bias, relu6, inChannels, outChannels } = options;
  const [rowStep, columnStep] = transposed ? [1, inChannels] : [outChannels, 1];
  const packed = new Float32Array(8 + (1 + inChannels) * paddedChannels(outChannels));
  packed.set(activationLimits(relu6));
  let start = 8;
  for (const { first, width } of panels(outChannels)) {
    const columns = Math.min(width, outChannels - first);
    for (let j = 0; j < columns; j++) {
      let from = (first + j) * columnStep;
      let to = start + j;
      packed[to] = bias[first + j];
      for (let i = 0; i < inChannels; i++, from += rowStep) packed[(to += width)] = filter[from];
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
