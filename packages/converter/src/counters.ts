import type { TensorMap } from './checkpoint.js';

/** Whether a tensor counts the batches that a batch norm has seen, which inference never reads. */
export const isCounter = (key: string): boolean => key.endsWith('.num_batches_tracked');

export const withoutCounters = (tensors: TensorMap): TensorMap =>
  new Map([...tensors].filter(([key]) => !isCounter(key)));
