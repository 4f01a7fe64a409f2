import type { Weights } from './weights.js';

/** Weights as the WebAssembly passes read them. */
export interface PackedTaps {
  /** Output positions. */
  readonly length: number;
  /** Pairs of taps that each position has room for; even. */
  readonly stride: number;
  /**
   * First input position [length], number of pairs [length], taps [length, stride, 4]: of each pair
   * the lower 15 bits of both weights, then what is above them. 32-bit integers, the last 16-bit.
   */
  readonly bytes: Uint8Array;
}

const LOW_BITS = 15;
const LOW_MASK = 2 ** LOW_BITS - 1;

export function packTaps({ first, count, taps, stride: tapStride }: Weights): PackedTaps {
  const { length } = first;
  const stride = Math.ceil(tapStride / 4) * 2;
  const { buffer } = new Uint8Array(length * (8 + stride * 8));
  new Int32Array(buffer).set(first);
  const pairs = new Int32Array(buffer, 4 * length, length);
  const packed = new Int16Array(buffer, 8 * length);
  for (let i = 0; i < length; i++) {
    pairs[i] = (count[i] + 1) >> 1;
    const from = i * tapStride;
    for (let tap = 0; tap < count[i]; tap++) {
      const at = 4 * (i * stride + (tap >> 1)) + (tap & 1);
      packed[at] = taps[from + tap] & LOW_MASK;
      packed[at + 2] = taps[from + tap] >> LOW_BITS;
    }
  }
  return { length, stride, bytes: new Uint8Array(buffer) };
}
