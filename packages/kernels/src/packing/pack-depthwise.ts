import { activationLimits } from './activation-limits.js';
import { checkLength } from './check-length.js';
import { copyColumn } from './copy-column.js';
import { CHANNEL_QUAD, paddedChannels } from './pack-pointwise.js';

export interface PackDepthwiseOptions {
  /** [3, 3, C], or [C, 3, 3] if `transposed`. */
  readonly filter: ArrayLike<number>;
  readonly transposed?: boolean;
  /** [C], what each channel's filter is multiplied by; 1 unless given. */
  readonly factors?: ArrayLike<number>;
  /** [C]. */
  readonly bias: ArrayLike<number>;
  /** Whether the output is clamped to [0, 6]. */
  readonly relu6: boolean;
  readonly channels: number;
  /** Where to put it: {@link packedDepthwiseLength} zeros. A new array unless given. */
  readonly packed?: Float32Array<ArrayBuffer>;
}

const TAPS = 9;

/** How many numbers a packed depthwise filter has. */
export const packedDepthwiseLength = (channels: number): number =>
  8 + (TAPS + 1) * paddedChannels(channels);

/**
 * A filter as `packedDepthwise` reads it; see assembly/packed/depthwise.ts for the layout.
 *
 * @throws {RangeError} if an array has another length than the channels say.
 */
export function packDepthwise(options: PackDepthwiseOptions): Float32Array<ArrayBuffer> {
  const { filter, transposed = false, factors, bias, relu6, channels } = options;
  const { packed = new Float32Array(packedDepthwiseLength(channels)) } = options;
  checkLength('filter', filter, TAPS * channels);
  checkLength('bias', bias, channels);
  checkLength('factors', factors, channels);
  checkLength('packed', packed, packedDepthwiseLength(channels));
  const [tapStep, channelStep] = transposed ? [1, TAPS] : [channels, 1];
  packed.set(activationLimits(relu6));
  for (let c = 0; c < channels; c++) {
    const lane = c % CHANNEL_QUAD;
    const group = 8 + (c - lane) * (TAPS + 1) + lane;
    copyColumn(
      { values: filter, first: c * channelStep, step: tapStep },
      { values: packed, first: group, step: CHANNEL_QUAD },
      TAPS,
      factors?.[c] ?? 1,
    );
    packed[group + TAPS * CHANNEL_QUAD] = bias[c];
  }
  return packed;
}
