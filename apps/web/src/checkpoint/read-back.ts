import type { Network } from '@mobilenext/core';
import {
  isFolded,
  readCheckpoint,
  readTfjs,
  type StoredTensor,
  type TensorMap,
  type TensorOptions,
  tensorsToWrite,
  unfoldTensors,
  type WrittenFormat,
} from '@mobilenext/converter';
import { readsBackOtherwise } from '../errors.js';

/** What a file was made from. */
export interface Written {
  /** For messages. */
  readonly name: string;
  readonly format: WrittenFormat;
  readonly network: Network;
  readonly tensors: TensorMap;
  readonly options: TensorOptions;
}

/**
 * Reads a file's bytes back and counts the tensors, which must be those that were to be written, bit
 * for bit.
 *
 * @throws {WebError} `READ_BACK`.
 */
export async function checkFile(bytes: Uint8Array, written: Written): Promise<number> {
  return compare(written, (await readCheckpoint(bytes)).tensors);
}

/** As {@link checkFile} for a folder's files by name. */
export const checkFolder = (files: ReadonlyMap<string, Uint8Array>, written: Written): number =>
  compare(written, readTfjs(files, written.network));

function compare({ name, format, network, tensors, options }: Written, read: TensorMap): number {
  const meant = tensorsToWrite(format, tensors, options);
  const wanted = isFolded(format, options) ? unfoldTensors(network, meant) : meant;
  for (const [key, tensor] of wanted) {
    const found = read.get(key);
    if (!found || !isSame(tensor, found)) throw readsBackOtherwise(name, key);
  }
  return wanted.size;
}

const isSame = (a: StoredTensor, b: StoredTensor): boolean =>
  a.dtype === b.dtype &&
  a.shape.join() === b.shape.join() &&
  a.bytes.length === b.bytes.length &&
  a.bytes.every((byte, i) => byte === b.bytes[i]);
