import type { Checkpoint, TensorMap } from '../checkpoint.js';
import { copyBudget } from '../copy-budget.js';
import { torchNames } from '../paddle/torch-names.js';
import type { PickleValue } from '../pickle/values.js';
import { findStateDicts } from './state-dicts.js';
import { type TensorLike, tensorReader } from './tensor-bytes.js';

/** The checkpoint in what a pickle of a file of that length holds, under PyTorch's names. */
export function checkpointOf(
  format: Checkpoint['format'],
  root: PickleValue,
  fileLength: number,
): Checkpoint {
  const { state, ema, beside } = findStateDicts(root);
  const spend = copyBudget(fileLength);
  const read = tensorReader(spend);
  const readAll = (values: ReadonlyMap<string, TensorLike>): TensorMap =>
    torchNames(new Map([...values].map(([key, value]) => [key, read(key, value)])), spend);
  const tensors = readAll(state);
  const metadata = scalarsOf(beside);
  if (!ema) return { format, tensors, metadata };
  return { format, tensors, ema: ema === state ? tensors : readAll(ema), metadata };
}

/** Numbers and texts as text, the rest left out. */
function scalarsOf(values: ReadonlyMap<string, PickleValue>): Readonly<Record<string, string>> {
  // fromEntries defines keys, which is safe for a key such as `__proto__` where `=` is not.
  return Object.fromEntries(
    [...values]
      .filter(([, value]) => SCALARS.has(typeof value))
      .map(([key, value]) => [key, String(value as string | number | bigint | boolean)]),
  );
}

const SCALARS: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'boolean']);
