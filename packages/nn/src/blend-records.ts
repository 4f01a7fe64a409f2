import { blend } from './ops/blend.js';
import type { TensorRecord } from './state.js';

/**
 * Moving average of all tensors of a record, `kept * old + (1 - kept) * seen`, as new tensors
 * under the keys of `old`, which `seen` has as well.
 */
export function blendRecords(
  old: TensorRecord,
  seen: TensorRecord,
  { kept }: { readonly kept: number },
): TensorRecord {
  const keys = Object.keys(old);
  const blended = blend(
    keys.map((key) => ({ old: old[key], seen: seen[key], kept, share: 1 - kept })),
  );
  return Object.fromEntries(keys.map((key, i) => [key, blended[i]]));
}
