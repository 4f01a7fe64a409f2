import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { corrupt, outOfBounds, truncated } from '../errors.js';
import { integerOf } from '../pickle/arguments.js';
import { isKind, type PickleValue, type StorageValue } from '../pickle/values.js';
import { type StorageId, storageId } from './storages.js';

/** The storages of a legacy file: named by its pickle, but only laid down after it. */
export interface LegacyStorages {
  readonly storage: (id: PickleValue) => StorageValue;
  /** Finds the storages' data, from `start` on, in the order of `keys`. */
  readonly locate: (bytes: Uint8Array, keys: PickleValue, start: number) => void;
}

const COUNT_BYTES = 8;

export function legacyStorages(): LegacyStorages {
  const declared = new Map<string, StorageId>();
  const contents = new Map<string, Uint8Array>();

  function storage(id: PickleValue): StorageValue {
    const whole = storageId(id);
    const { key, dtype } = whole;
    const known = declared.get(key);
    if (known && known.byteLength !== whole.byteLength) {
      throw corrupt(`storage ${key}`, 'it is named with two sizes');
    }
    declared.set(key, whole);
    const { begin, end } = viewOf(whole, id);
    const read = (): Uint8Array => {
      const content = contents.get(key);
      if (!content) throw corrupt(`storage ${key}`, 'the file has no data for it');
      return content.subarray(begin, end);
    };
    return { kind: 'storage', key, dtype, byteLength: end - begin, read };
  }

  function locate(bytes: Uint8Array, keys: PickleValue, start: number): void {
    if (!isKind(keys, 'list')) throw corrupt('the storage keys', 'they are no list');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    let at = start;
    for (const key of keys.items) {
      const id = typeof key === 'string' ? declared.get(key) : undefined;
      if (!id) throw corrupt('the storage keys', 'one is not in the pickle');
      const where = `storage ${id.key}`;
      if (at + COUNT_BYTES > bytes.length) throw truncated(where, COUNT_BYTES, bytes.length - at);
      const elements = view.getBigInt64(at, true);
      at += COUNT_BYTES;
      if (elements * elementBytes(id.dtype) !== id.byteLength) {
        throw corrupt(where, `it has ${elements} elements, the pickle says otherwise`);
      }
      const left = bytes.length - at;
      if (id.byteLength > BigInt(left)) throw truncated(where, id.byteLength, left);
      const end = at + Number(id.byteLength);
      contents.set(id.key, bytes.subarray(at, end));
      at = end;
    }
  }

  return { storage, locate };
}

const elementBytes = (dtype: Dtype | undefined): bigint => BigInt(dtype ? DTYPE_BYTES[dtype] : 1);

/** The sixth field: None, or in old files a part of the storage as (key, offset, size). */
function viewOf({ key, dtype, byteLength }: StorageId, id: PickleValue) {
  const where = `storage ${key}`;
  const view = isKind(id, 'tuple') ? id.items[5] : undefined;
  if (view === undefined || view === null) return range(where, 0n, byteLength);
  if (!isKind(view, 'tuple') || view.items.length < 3) throw corrupt(where, 'its view is none');
  const begin = BigInt(integerOf(where, view.items[1])) * elementBytes(dtype);
  const end = begin + BigInt(integerOf(where, view.items[2])) * elementBytes(dtype);
  if (begin < 0n || end < begin || end > byteLength) {
    throw outOfBounds(where, `a view of its bytes ${begin} to ${end}, it has ${byteLength}`);
  }
  return range(where, begin, end);
}

function range(where: string, begin: bigint, end: bigint) {
  // No file is that long; `locate` compares all smaller sizes with what is really there.
  if (end > BigInt(Number.MAX_SAFE_INTEGER)) throw outOfBounds(where, `a storage of ${end} bytes`);
  return { begin: Number(begin), end: Number(end) };
}
