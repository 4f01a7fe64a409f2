import { concatBytes } from '../concat-bytes.js';
import { corrupt } from '../errors.js';
import { integersOf } from '../pickle/arguments.js';
import { isKind, type NumpyArray, type PickleDict, type PickleValue } from '../pickle/values.js';

/** Where Paddle describes arrays that it cut up: name -> {OriginShape, slices: names of the parts}. */
const SLICES_KEY = 'UnpackBigParamInfor@@';

/**
 * Puts arrays together again that Paddle cut at protocols 2 and 3, where a pickle holds no bytes of
 * 4 GiB. The dict is changed in place.
 */
export function joinSlices({ entries }: PickleDict): void {
  const table = entries.get(SLICES_KEY);
  if (!isKind(table, 'dict')) return;
  for (const [name, description] of table.entries) {
    const where = typeof name === 'string' ? name : SLICES_KEY;
    if (!isKind(description, 'dict')) throw corrupt(where, 'its slices are not described');
    const names = description.entries.get('slices');
    if (!isKind(names, 'list')) throw corrupt(where, 'its slices have no names');
    const parts = names.items.map((part) => takePart(where, entries, part));
    const shape = integersOf(where, description.entries.get('OriginShape') ?? null).map(Number);
    entries.set(name, { kind: 'numpy-array', content: join(where, parts, shape) });
  }
}

type Content = NonNullable<NumpyArray['content']>;

/** Out of the dict, so that no part can be joined twice and the whole is no larger than the file. */
function takePart(where: string, entries: PickleDict['entries'], name: PickleValue): Content {
  const part = entries.get(name);
  entries.delete(name);
  const content = isKind(part, 'numpy-array') ? part.content : undefined;
  if (!content) throw corrupt(where, 'one of its slices is missing');
  return content;
}

/** That the bytes fit the shape is checked with all other arrays, when they are read. */
function join(where: string, parts: readonly Content[], shape: number[]): Content {
  if (parts.length === 0) throw corrupt(where, 'it has no slices');
  const bytes = parts.map((part) => part.bytes);
  if (!bytes.every((one) => one instanceof Uint8Array))
    throw corrupt(where, 'a slice has no bytes');
  return { ...parts[0], shape, bytes: concatBytes(bytes) };
}
