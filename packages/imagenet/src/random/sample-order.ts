import { randomStream } from './random-stream.js';

export interface SampleOrderOptions {
  /** Number of samples. */
  readonly length: number;
  readonly seed: number;
  readonly epoch: number;
  /** False: 0, 1, 2, ... */
  readonly shuffle: boolean;
}

/** The order in which an epoch sees the samples: each once. A function of (seed, epoch). */
export function sampleOrder({ length, seed, epoch, shuffle }: SampleOrderOptions): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  if (!shuffle) return order;
  const random = randomStream(seed, epoch, 0, 'order');
  // Fisher and Yates.
  for (let last = length - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
