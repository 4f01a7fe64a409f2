import type { Checkpoint, TensorMap } from '../checkpoint.js';

/** What a running average's keys begin with where a file has no place for it but beside the rest. */
const PREFIX = 'ema.';

/** A network's tensors and their running average in one map, as `readSafetensors` parts them again. */
export const withAverage = (tensors: TensorMap, ema: TensorMap): TensorMap =>
  new Map([...tensors, ...[...ema].map(([key, tensor]) => [PREFIX + key, tensor] as const)]);

/** Parts off the running average: every `ema.<key>` that stands beside a `<key>`. */
export function splitAverage(all: TensorMap): Pick<Checkpoint, 'tensors' | 'ema'> {
  const isAverage = (key: string): boolean =>
    key.startsWith(PREFIX) && all.has(key.slice(PREFIX.length));
  const averages = [...all].filter(([key]) => isAverage(key));
  if (averages.length === 0) return { tensors: all };
  return {
    tensors: new Map([...all].filter(([key]) => !isAverage(key))),
    ema: new Map(averages.map(([key, tensor]) => [key.slice(PREFIX.length), tensor])),
  };
}
