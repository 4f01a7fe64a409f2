import type { TrainConfig } from './config.js';
import { epochLength } from './epoch-length.js';

/** Fewer batches an epoch leave the running statistics and the schedule too little to work with. */
const LEAST_ITERATIONS = 20;

/** Batch norm's statistics of fewer pictures are noise. */
const SMALLEST_BATCH = 8;

/**
 * 32 pictures at 224x224. A step of 64 takes 3.8 GiB at width 1.0, and at width 1.4 more than the
 * 4 GiB that a WebAssembly heap may have.
 */
const MOST_PIXELS = 32 * 224 ** 2;

/**
 * A configuration whose batch fits the data and the memory of a small machine: never above the
 * configured one, and otherwise a power of two that leaves about 20 batches an epoch. The peak
 * rate follows the square root of the batch: in proportion to it, small sets would hardly be
 * learned from in the epochs that they get.
 *
 * @param pictures in the training set.
 */
export function fitBatch(config: TrainConfig, pictures: number): TrainConfig {
  const { samples } = epochLength(config, pictures);
  const most = Math.min(samples / LEAST_ITERATIONS, MOST_PIXELS / config.preprocessing.size ** 2);
  const batch = Math.max(SMALLEST_BATCH, 2 ** Math.floor(Math.log2(most)));
  if (batch >= config.batch) return config;
  const rate = config.schedule.rate * Math.sqrt(batch / config.batch);
  // Three digits, so that it can be read and typed.
  const schedule = { ...config.schedule, rate: Number(rate.toPrecision(3)) };
  return { ...config, batch, schedule };
}
