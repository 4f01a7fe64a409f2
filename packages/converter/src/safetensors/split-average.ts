import type { Checkpoint } from '../checkpoint.js';
import type { StoredTensor } from '../stored-tensor.js';

/** What our trainer's checkpoints call themselves in their metadata, whatever the version. */
const TRAINING_FORMAT = 'mobilenext-training/';
/** What stands before the keys of the running average. */
const AVERAGE = 'ema.';

/**
 * Takes the running average out of a checkpoint of our own trainer, which keeps it as `ema.<key>`
 * beside the parameters. Files of others may use such keys for anything and stay as they are.
 */
export function splitAverage(checkpoint: Checkpoint): Checkpoint {
  if (!checkpoint.metadata.format?.startsWith(TRAINING_FORMAT)) return checkpoint;
  const tensors = new Map<string, StoredTensor>();
  const ema = new Map<string, StoredTensor>();
  for (const [key, tensor] of checkpoint.tensors) {
    if (key.startsWith(AVERAGE)) ema.set(key.slice(AVERAGE.length), tensor);
    else tensors.set(key, tensor);
  }
  return ema.size > 0 ? { ...checkpoint, tensors, ema } : checkpoint;
}
