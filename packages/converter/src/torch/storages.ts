import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { corrupt, outOfBounds } from '../errors.js';
import { argumentsOf, integerOf } from '../pickle/arguments.js';
import { isKind, type PickleValue, type StorageValue } from '../pickle/values.js';
import { type Archive, readEntry } from '../zip/archive.js';
import { STORAGE_DTYPES, UNTYPED_STORAGE } from './dtypes.js';

/** What a persistent id says about a storage, in all of torch's formats. */
export interface StorageId {
  readonly key: string;
  readonly dtype: Dtype | undefined;
  readonly byteLength: bigint;
}

/** `('storage', class, key, location, number of elements)`; the location does not matter here. */
export function storageId(id: PickleValue): StorageId {
  const where = 'a persistent id';
  const [kind, type, key, , count] = argumentsOf(where, id, 5);
  if (kind !== 'storage') throw corrupt(where, 'it names no storage');
  if (!isKind(type, 'global')) throw corrupt(where, 'its storage has no class');
  const dtype = STORAGE_DTYPES.get(type.name);
  if (!dtype && type.name !== UNTYPED_STORAGE) throw corrupt(where, `${type.name} is no storage`);
  if (typeof key !== 'string' || !/^\d+$/.test(key)) throw corrupt(where, 'its key is no number');
  const elements = BigInt(integerOf(where, count));
  if (elements < 0n) throw corrupt(where, `a storage of ${elements} elements`);
  return { key, dtype, byteLength: elements * BigInt(dtype ? DTYPE_BYTES[dtype] : 1) };
}

/** Persistent ids -> the entries `<folder>/data/<key>`, each unpacked once and only when needed. */
export function archiveStorages(archive: Archive, folder: string) {
  const contents = new Map<string, Uint8Array>();

  return function storage(id: PickleValue): StorageValue {
    const { key, dtype, byteLength } = storageId(id);
    const name = `${folder}data/${key}`;
    const entry = archive.entries.get(name);
    if (!entry) throw corrupt(name, 'the pickle names it, the zip does not have it');
    if (byteLength !== BigInt(entry.size)) {
      throw outOfBounds(name, `the pickle wants ${byteLength} bytes, the zip has ${entry.size}`);
    }
    const read = (): Uint8Array => {
      const content = contents.get(name) ?? readEntry(archive, entry);
      contents.set(name, content);
      return content;
    };
    return { kind: 'storage', key, dtype, byteLength: entry.size, read };
  };
}
