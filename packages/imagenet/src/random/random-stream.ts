import { philox, type Words4 } from './philox.js';

/** Random numbers of one purpose for one sample. */
export interface RandomStream {
  /** In [0,1), with 53 random bits. */
  uniform(): number;
  /** Whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
}

/**
 * The stream of (seed, epoch, sample, purpose): the same numbers whoever asks, on whatever thread
 * and in whatever order of samples. Streams of other keys are independent of it.
 *
 * @param seed whole number below 2^53
 * @param epoch whole number below 2^32, as is `sample`
 */
export function randomStream(
  seed: number,
  epoch: number,
  sample: number,
  purpose: string,
): RandomStream {
  const key = [seed >>> 0, epoch >>> 0] as const;
  const counter: Words4 = [0, sample >>> 0, hashText(purpose), Math.floor(seed / 2 ** 32) >>> 0];
  let words: readonly number[] = [];
  let used = 0;

  function uniform(): number {
    if (used === words.length) {
      words = philox(counter, key);
      counter[0]++;
      used = 0;
    }
    const high = words[used++] >>> 5;
    const low = words[used++] >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  return {
    uniform,
    integer: (low, high) => low + Math.floor(uniform() * (high - low + 1)),
  };
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
