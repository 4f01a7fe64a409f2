import { badShard } from '../errors.js';
import { randomStream } from './random-stream.js';

/** The part of an epoch that one of several processes takes. */
export interface Shard {
  /** Which of them, from 0. */
  readonly rank: number;
  /** How many there are. */
  readonly worldSize: number;
  /**
   * How parts become equally long: `repeat` (by default) lets the first samples of the order come
   * again at its end, `drop` leaves the last ones out.
   */
  readonly uneven?: 'repeat' | 'drop';
}

export interface SampleOrderOptions {
  /** Number of samples. */
  readonly length: number;
  readonly seed: number;
  readonly epoch: number;
  /** False: 0, 1, 2, ... */
  readonly shuffle: boolean;
  /**
   * Repeated augmentation (arXiv 1902.05509): so many views of a sample follow each other, and an
   * epoch sees so much fewer samples; 1 by default. View v of sample i is i + v * length.
   * Source: timm `RepeatAugSampler`.
   */
  readonly repeats?: number;
  /** Only this part of it. */
  readonly shard?: Shard;
}

/**
 * The order in which an epoch sees the samples: each once, or each `worldSize`-th of them from
 * `rank` on. A function of (seed, epoch), so that processes agree without speaking.
 * Source of the parts: torch `DistributedSampler`.
 *
 * @throws {ImagenetError} `ARGUMENT` for a rank that does not exist
 */
export function sampleOrder({ shard, ...options }: SampleOrderOptions): Uint32Array {
  const order = wholeOrder(options);
  return shard ? partOf(order, shard) : order;
}

function wholeOrder({ repeats = 1, ...options }: SampleOrderOptions): Uint32Array {
  const order = samplesOf(options);
  if (repeats === 1) return order;
  const { length } = order;
  return order.map((_, i) => order[Math.floor(i / repeats)] + (i % repeats) * length);
}

function samplesOf({ length, seed, epoch, shuffle }: SampleOrderOptions): Uint32Array {
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

function partOf(order: Uint32Array, { rank, worldSize, uneven = 'repeat' }: Shard): Uint32Array {
  const isRank = Number.isSafeInteger(rank) && Number.isSafeInteger(worldSize);
  if (!isRank || rank < 0 || rank >= worldSize) throw badShard(rank, worldSize);
  const share = order.length / worldSize;
  const length = uneven === 'drop' ? Math.floor(share) : Math.ceil(share);
  return Uint32Array.from({ length }, (_, i) => order[(rank + i * worldSize) % order.length]);
}
