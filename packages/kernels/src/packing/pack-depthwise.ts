import { activationLimits } from './activation-limits.js';
import { CHANNEL_QUAD, paddedChannels } from './pack-pointwise.js';

export interface PackDepthwiseOptions {
  /** [3, 3, C], or [C, 3, 3] if `transposed`. */
  readonly filter: ArrayLike<number>;
  readonly transposed?: boolean;
  /** [C]. */
  readonly bias: ArrayLike<number>;
  /** Whether the output is clamped to [0, 6]. */
  readonly relu6: boolean;
  readonly channels: number;
}

const TAPS = 9;

/** A filter as `packedDepthwise` reads it; see assembly/packed/depthwise.ts for the layout. */
export function packDepthwise(options: PackDepthwiseOptions): Float32Array<ArrayBuffer> {
  const { filter, transposed = false, bias, relu6, channels } = options;
  const [tapStep, channelStep] = transposed ? [1, TAPS] : [channels, 1];
  const packed = new Float32Array(8 + (TAPS + 1) * paddedChannels(channels));
  packed.set(activationLimits(relu6));
  for (let c = 0; c < channels; c++) {
    const lane = c % CHANNEL_QUAD;
    const group = 8 + (c - lane) * (TAPS + 1) + lane;
    for (let tap = 0; tap < TAPS; tap++) {
      packed[group + tap * CHANNEL_QUAD] = filter[tap * tapStep + c * channelStep];
    }
    packed[group + TAPS * CHANNEL_QUAD] = bias[c];
  }
  return packed;
}
