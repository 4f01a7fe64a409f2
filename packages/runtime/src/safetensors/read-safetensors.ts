import { corrupt } from '../errors.js';
import { type HeaderEntry, readHeader } from './header.js';

/** A tensor as the file holds it. */
export interface StoredTensor {
  /** safetensors' name of the element type. */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Row-major, little-endian; a view into the file, at any alignment. */
  readonly bytes: Uint8Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * Reads a safetensors file; takes memory for the header alone, the tensors are views into `bytes`.
 *
 * @throws {RuntimeError} `WEIGHTS`
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const { entries, metadata, dataStart } = readHeader(bytes);
  const data = bytes.subarray(dataStart);
  const tensors = new Map<string, StoredTensor>();
  for (const entry of entries) {
    checkBounds(entry, data.length);
    const { name, dtype, shape, begin, end } = entry;
    tensors.set(name, { dtype, shape, bytes: data.subarray(begin, end) });
  }
  return { tensors, metadata };
}

function checkBounds({ name, begin, end }: HeaderEntry, length: number): void {
  if (end < begin) throw corrupt(name, `its data end at ${end}, before they begin (${begin})`);
  if (end > length) throw corrupt(name, `its data end at ${end}, the file's at ${length}`);
}
