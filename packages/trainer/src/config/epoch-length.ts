import type { TrainConfig } from './config.js';

/** How many pictures and batches an epoch has. */
export interface EpochLength {
  readonly samples: number;
  /** The last batch may be smaller. */
  readonly iterations: number;
}

/** @param pictures in the training set. */
export function epochLength(
  { samplesPerEpoch, batch }: Pick<TrainConfig, 'samplesPerEpoch' | 'batch'>,
  pictures: number,
): EpochLength {
  const samples = samplesPerEpoch === 0 ? pictures : Math.min(samplesPerEpoch, pictures);
  return { samples, iterations: Math.ceil(samples / batch) };
}
