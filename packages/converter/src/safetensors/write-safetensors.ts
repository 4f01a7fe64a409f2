import type { Checkpoint, TensorMap } from '../checkpoint.js';
import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { corrupt } from '../errors.js';
import { checkSize, type StoredTensor } from '../stored-tensor.js';

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
  const inOrder = [...tensors].sort(compareEntries);
  for (const [name, tensor] of inOrder) {
    if (name === '__metadata__') throw corrupt(name, 'a tensor cannot have this name');
    checkSize(name, tensor);
  }
  const header = headerBytes(inOrder, metadata);
  const total = inOrder.reduce((sum, [, { bytes }]) => sum + bytes.length, 8 + header.length);
  const file = new Uint8Array(total);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let position = 8 + header.length;
  for (const [, { bytes }] of inOrder) {
    file.set(bytes, position);
    position += bytes.length;
  }
  return file;
}

type Entry = readonly [name: string, tensor: StoredTensor];

function compareEntries([a, { dtype: dtypeA }]: Entry, [b, { dtype: dtypeB }]: Entry): number {
  return DTYPE_ORDER.indexOf(dtypeB) - DTYPE_ORDER.indexOf(dtypeA) || (a < b ? -1 : 1);
}

/** JSON is put together by hand: an object would move keys that look like numbers to the front. */
function headerBytes(inOrder: readonly Entry[], metadata: Checkpoint['metadata']): Uint8Array {
  const fields: string[] = [];
  if (Object.keys(metadata).length > 0) fields.push(`"__metadata__":${JSON.stringify(metadata)}`);
  let begin = 0;
  for (const [name, { dtype, shape, bytes }] of inOrder) {
    const end = begin + bytes.length;
    const entry = { dtype, shape, data_offsets: [begin, end] };
    fields.push(`${JSON.stringify(name)}:${JSON.stringify(entry)}`);
    begin = end;
  }
  const json = new TextEncoder().encode(`{${fields.join(',')}}`);
  const padded = new Uint8Array(Math.ceil(json.length / HEADER_ALIGNMENT) * HEADER_ALIGNMENT);
  padded.fill(0x20);
  padded.set(json);
  return padded;
}
