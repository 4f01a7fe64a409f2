import type { Checkpoint } from '../checkpoint.js';
import { corrupt, notACheckpoint, outOfBounds, truncated } from '../errors.js';
import { checkSize, type StoredTensor } from '../stored-tensor.js';
import { splitAverage } from './average.js';
import { type HeaderEntry, readHeader } from './header.js';

/**
 * Reads a safetensors file. The tensors are views into `bytes`, in the order of their data; every
 * `ema.<key>` beside a `<key>` is the running average's.
 *
 * @throws {ConverterError} `not-a-checkpoint`, `truncated`, `corrupt`, `out-of-bounds`,
 * `unsupported-dtype`.
 */
export function readSafetensors(bytes: Uint8Array): Checkpoint {
  const { entries, metadata, dataStart } = readHeader(bytes);
  if (entries.length === 0) throw notACheckpoint('the file holds no tensors');
  const data = bytes.subarray(dataStart);
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkCover(inOrder, data.length);
  const tensors = new Map<string, StoredTensor>();
  for (const { name, dtype, shape, begin, end } of inOrder) {
    const tensor = { dtype, shape, bytes: data.subarray(begin, end) };
    checkSize(name, tensor);
    tensors.set(name, tensor);
  }
  return { format: 'safetensors', ...splitAverage(tensors), metadata };
}

/** The format wants every byte of data to belong to exactly one tensor. */
function checkCover(inOrder: readonly HeaderEntry[], length: number): void {
  for (const { name, begin, end } of inOrder) {
    if (end > length) throw truncated(name, end - begin, Math.max(0, length - begin));
  }
  let covered = 0;
  for (const { name, begin, end } of inOrder) {
    if (end < begin)
      throw outOfBounds(name, `its data end at ${end}, before they begin (${begin})`);
    if (begin < covered) throw outOfBounds(name, 'its data overlap those of another tensor');
    if (begin > covered)
      throw corrupt(name, `${begin - covered} bytes before it belong to no tensor`);
    covered = end;
  }
  if (covered < length) throw corrupt('the end', `${length - covered} bytes belong to no tensor`);
}
