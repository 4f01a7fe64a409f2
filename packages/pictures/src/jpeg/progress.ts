import type { Frame } from './frame.js';
import type { ScanHeader } from './scan-header.js';

const COEFFICIENTS = 64;
const UNSEEN = -1;
/** libjpeg smooths pictures of which one of these places in zigzag order lacks bits. */
const NEEDED = 10;

/** Which bits of which coefficients are known. */
export interface Progress {
  /** Takes note of a scan; false if it is not the next for its coefficients. */
  readonly add: (header: ScanHeader) => boolean;
  readonly isEnough: () => boolean;
}

export function trackProgress({ components }: Frame): Progress {
  /** The lowest known bit. */
  const lowBits = components.map(() => new Int8Array(COEFFICIENTS).fill(UNSEEN));
  return {
    add: ({ parts, first, last, highBit, lowBit }) =>
      parts.every(({ index }) => {
        const known = lowBits[index].subarray(first, last + 1);
        const isNext = known.every((bit) => bit === (highBit === 0 ? UNSEEN : highBit));
        known.fill(lowBit);
        return isNext && lowBits[index][0] !== UNSEEN;
      }),
    isEnough: () => lowBits.every((bits) => bits.subarray(0, NEEDED).every((bit) => bit === 0)),
  };
}
