import type { Weights } from './weights.js';

/** Weights as the WebAssembly passes read them. */
export interface PackedTaps {
  readonly first: Int32Array;
  /** Number of pairs of taps of each output position. */
  readonly pairs: Int32Array;
  /** [positions, stride, 4]: of each pair the lower 15 bits of both, then what is above them. */
  readonly taps: Int16Array;
  /** Pairs a position. */
  readonly stride: number;
}

const LOW_BITS = 15;

export function packTaps({ first, count, taps, stride }: Weights): PackedTaps {
  const pairStride = Math.ceil(stride / 2);
  const packed = new Int16Array(first.length * pairStride * 4);
  for (let i = 0; i < first.length; i++) {
    for (let tap = 0; tap < count[i]; tap++) {
      const weight = taps[i * stride + tap];
      const at = (i * pairStride + (tap >> 1)) * 4 + (tap & 1);
      packed[at] = weight & (2 ** LOW_BITS - 1);
      packed[at + 2] = weight >> LOW_BITS;
    }
  }
  const pairs = count.map((taps) => (taps + 1) >> 1);
  return { first, pairs, taps: packed, stride: pairStride };
}
