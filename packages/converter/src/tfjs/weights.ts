import { concatBytes } from '../concat-bytes.js';
import type { StoredTensor } from '../stored-tensor.js';

/** One entry of `model.json`'s table of weights; its bytes follow those of the entry before. */
export interface WeightEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  /** Stored as float16, widened on loading. */
  readonly quantization?: { readonly dtype: 'float16'; readonly original_dtype: 'float32' };
}

/** A group of weights with the files that hold their bytes, one after another. */
export interface WeightGroup {
  readonly paths: readonly string[];
  readonly weights: readonly WeightEntry[];
}

/** Browsers cache files up to about this size; TensorFlow's own converter cuts there, too. */
const SHARD_BYTES = 4 * 2 ** 20;

/** A table of weights and its shards by name. Tensors are float32, float16 or int32. */
export function writeWeights(tensors: ReadonlyMap<string, StoredTensor>): {
  readonly group: WeightGroup;
  readonly shards: ReadonlyMap<string, Uint8Array>;
} {
  const weights = [...tensors].map(([name, tensor]) => entryOf(name, tensor));
  const bytes = concatBytes([...tensors.values()].map((tensor) => tensor.bytes));
  const count = Math.max(1, Math.ceil(bytes.length / SHARD_BYTES));
  const shards = new Map(
    Array.from({ length: count }, (_, i) => [
      `group1-shard${i + 1}of${count}.bin`,
      bytes.subarray(i * SHARD_BYTES, (i + 1) * SHARD_BYTES),
    ]),
  );
  return { group: { paths: [...shards.keys()], weights }, shards };
}

function entryOf(name: string, { dtype, shape }: StoredTensor): WeightEntry {
  if (dtype === 'I32') return { name, shape, dtype: 'int32' };
  if (dtype !== 'F16') return { name, shape, dtype: 'float32' };
  const quantization = { dtype: 'float16', original_dtype: 'float32' } as const;
  return { name, shape, dtype: 'float32', quantization };
}
