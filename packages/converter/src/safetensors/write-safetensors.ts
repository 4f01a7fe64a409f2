import type { Checkpoint, TensorMap } from '../checkpoint.js';
import { concatBytes } from '../concat-bytes.js';
import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { corrupt, sizeDiffers } from '../errors.js';
import { byteCount, checkSize, type StoredTensor } from '../stored-tensor.js';
import { LENGTH_BYTES } from './header.js';
import type { LazyTensor } from './open-safetensors.js';

const DTYPE_ORDER = Object.keys(DTYPE_BYTES) as Dtype[];
const HEADER_ALIGNMENT = 8;

/**
 * A safetensors file, byte for byte what safetensors' own writer makes: larger dtypes first (which
 * aligns each tensor to its element), then by name; header padded with blanks to a multiple of 8.
 * The same tensors always give the same bytes.
 *
 * @throws {ConverterError} `corrupt` if a tensor's bytes do not fit its shape.
 */
export function writeSafetensors(
  tensors: TensorMap,
  metadata: Checkpoint['metadata'] = {},
): Uint8Array {
  for (const [name, tensor] of tensors) checkSize(name, tensor);
  const inOrder = [...tensors].sort(compareEntries);
  return concatBytes([headerBytes(inOrder, metadata), ...inOrder.map(([, { bytes }]) => bytes)]);
}

/**
 * The same file as {@link writeSafetensors} makes, piece by piece, for tensors that together are
 * larger than memory; `writeFileAtomic` takes it.
 *
 * @param tensors as `openSafetensors` gives them.
 * @throws {ConverterError} `corrupt` if a tensor's pieces do not fit its shape.
 */
export async function* safetensorsPieces(
  tensors: ReadonlyMap<string, LazyTensor>,
  metadata: Checkpoint['metadata'] = {},
): AsyncGenerator<Uint8Array> {
  const inOrder = [...tensors].sort(compareEntries);
  yield headerBytes(inOrder, metadata);
  for (const [name, tensor] of inOrder) {
    let given = 0;
    for await (const piece of tensor.pieces()) {
      given += piece.length;
      yield piece;
    }
    if (given !== byteCount(tensor)) throw sizeDiffers(name, given, byteCount(tensor));
  }
}

type Entry = readonly [name: string, tensor: Pick<StoredTensor, 'dtype' | 'shape'>];

function compareEntries([a, { dtype: dtypeA }]: Entry, [b, { dtype: dtypeB }]: Entry): number {
  return DTYPE_ORDER.indexOf(dtypeB) - DTYPE_ORDER.indexOf(dtypeA) || (a < b ? -1 : 1);
}

/**
 * Length and header. JSON is put together by hand: an object would move keys that look like numbers
 * to the front.
 */
function headerBytes(inOrder: readonly Entry[], metadata: Checkpoint['metadata']): Uint8Array {
  const fields: string[] = [];
  if (Object.keys(metadata).length > 0) fields.push(`"__metadata__":${JSON.stringify(metadata)}`);
  let begin = 0;
  for (const [name, { dtype, shape }] of inOrder) {
    if (name === '__metadata__') throw corrupt(name, 'a tensor cannot have this name');
    const end = begin + byteCount({ dtype, shape });
    const entry = { dtype, shape, data_offsets: [begin, end] };
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    begin = end;
  }
  const json = new TextEncoder().encode(`{${fields.join(',')}}`);
  const padded = Math.ceil(json.length / HEADER_ALIGNMENT) * HEADER_ALIGNMENT;
  const header = new Uint8Array(LENGTH_BYTES + padded).fill(0x20);
  new DataView(header.buffer).setBigUint64(0, BigInt(padded), true);
  header.set(json, LENGTH_BYTES);
  return header;
}
