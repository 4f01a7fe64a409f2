import type { Checkpoint } from '../checkpoint.js';
import { copyBudget } from '../copy-budget.js';
import { notACheckpoint } from '../errors.js';
import { torchNames } from '../paddle/torch-names.js';
import type { NumpyArray } from '../pickle/values.js';
import type { StoredTensor } from '../stored-tensor.js';
import { tensorReader } from '../weights/tensor-bytes.js';
import { type Archive, openArchive, readEntry } from '../zip/archive.js';
import { readNpyHeader } from './npy-header.js';

const SUFFIX = '.npy';

/**
 * Reads what `numpy.savez` wrote, or any zip of `.npy` files: each is a tensor under its name
 * without the suffix, and without a folder that all of them lie in. Names are keys and nothing
 * else; object arrays are never unpickled. Tensors that are stored row-major are views into `bytes`.
 *
 * @throws {ConverterError} any code that is about reading.
 */
export const readNpz = (bytes: Uint8Array): Checkpoint => readNpzArchive(openArchive(bytes));

export const holdsNpy = ({ entries }: Archive): boolean =>
  [...entries.keys()].some((name) => name.endsWith(SUFFIX));

export function readNpzArchive(archive: Archive): Checkpoint {
  const arrays = [...archive.entries.values()].filter(({ name }) => name.endsWith(SUFFIX));
  if (arrays.length === 0) throw notACheckpoint('the zip holds no .npy files');
  const folder = commonFolder(arrays.map(({ name }) => name));
  const spend = copyBudget(archive.bytes.length);
  const read = tensorReader(spend);
  const tensors = new Map<string, StoredTensor>();
  for (const entry of arrays) {
    const key = entry.name.slice(folder.length, -SUFFIX.length);
    tensors.set(key, read(key, numpyArray(key, readEntry(archive, entry))));
  }
  return { format: 'npz', tensors: torchNames(tensors, spend), metadata: {} };
}

/** The folder of the first name, with its slash, if all others begin with it as well. */
function commonFolder([first, ...others]: readonly string[]): string {
  const folder = first.slice(0, first.lastIndexOf('/') + 1);
  return others.every((name) => name.startsWith(folder)) ? folder : '';
}

function numpyArray(key: string, bytes: Uint8Array): NumpyArray {
  const { dataStart, ...header } = readNpyHeader(key, bytes);
  return { kind: 'numpy-array', content: { ...header, bytes: bytes.subarray(dataStart) } };
}
