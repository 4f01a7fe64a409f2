import { inflateSync } from 'node:zlib';

/** A field's value: a text or the first of its numbers; undefined for anything else. */
export type MatField = string | number | undefined;

const HEADER = 128;
/** The devkit's file is 200 KB; an archive of zeros would inflate without end. */
const MOST_BYTES = 64 * 1024 * 1024;
const LITTLE_ENDIAN = 'IM';
/** Numbers of the data types. */
const MI = { int8: 1, uint8: 2, int16: 3, uint16: 4, int32: 5, uint32: 6, double: 9 } as const;
const MI_MATRIX = 14;
const MI_COMPRESSED = 15;
/** Numbers of the array classes. */
const MX_STRUCT = 2;
const MX_CHAR = 4;

/**
 * The array of structures called `variable` in a MAT file of level 5, its texts and scalar numbers.
 * Own code, for the one library that reads these files is under the GPL. Source: MathWorks, MAT-File
 * Format, "Level 5 MAT-File Format".
 *
 * @throws {RangeError} or Error where the file is cut off or is none of this kind
 */
export function readMatStructs(
  bytes: Uint8Array,
  variable: string,
): readonly Readonly<Record<string, MatField>>[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.toString('latin1', 126, 128) !== LITTLE_ENDIAN)
    throw new Error('no MAT file of level 5');
  for (const element of elementsOf(file.subarray(HEADER))) {
    const matrix = element.type === MI_COMPRESSED ? inflated(element.data) : element;
    if (matrix.type !== MI_MATRIX) continue;
    const { name, isStruct, parts } = matrixOf(matrix.data);
    if (name === variable && isStruct) return structsOf(parts);
  }
  throw new Error(`no array of structures called ${variable}`);
}

interface Element {
  readonly type: number;
  readonly data: Buffer;
}

/** Tagged elements, each padded to eight bytes but for compressed ones. */
function* elementsOf(buffer: Buffer): Generator<Element> {
  let at = 0;
  while (at < buffer.length) {
    const tag = buffer.readUInt32LE(at);
    const isSmall = tag >>> 16 !== 0;
    const type = isSmall ? tag & 0xffff : tag;
    const size = isSmall ? tag >>> 16 : buffer.readUInt32LE(at + 4);
    const start = at + (isSmall ? 4 : 8);
    if (start + size > buffer.length) throw new RangeError('an element is cut off');
    yield { type, data: buffer.subarray(start, start + size) };
    const padded = type === MI_COMPRESSED ? size : Math.ceil(size / 8) * 8;
    at = isSmall ? at + 8 : start + padded;
  }
}

function inflated(data: Buffer): Element {
  const [element] = elementsOf(inflateSync(data, { maxOutputLength: MOST_BYTES }));
  return element;
}

function matrixOf(data: Buffer) {
  const [flags, , name, ...parts] = elementsOf(data);
  const arrayClass = flags.data[0];
  return {
    name: name.data.toString('latin1'),
    isStruct: arrayClass === MX_STRUCT,
    isText: arrayClass === MX_CHAR,
    parts,
  };
}

/** Length of the names, the names themselves, then structure by structure its fields. */
function structsOf([length, names, ...values]: readonly Element[]) {
  const nameLength = length.data.readInt32LE(0);
  const fields = Array.from({ length: Math.floor(names.data.length / nameLength) }, (_, i) =>
    names.data.toString('latin1', i * nameLength, (i + 1) * nameLength).replace(/\0.*$/s, ''),
  );
  return Array.from({ length: Math.floor(values.length / fields.length) }, (_, row) =>
    Object.fromEntries(
      fields.map((field, i) => [field, fieldOf(values[row * fields.length + i].data)]),
    ),
  );
}

function fieldOf(data: Buffer): MatField {
  const { isText, parts } = matrixOf(data);
  if (parts.length === 0) return undefined;
  return isText ? textOf(parts[0]) : numberOf(parts[0]);
}

const textOf = ({ type, data }: Element): string =>
  data.toString(type === MI.uint16 ? 'utf16le' : 'utf8');

/** Numbers are stored in the smallest type that holds them, whatever their class. */
function numberOf({ type, data }: Element): number | undefined {
  if (data.length === 0) return undefined;
  switch (type) {
    case MI.int8:
      return data.readInt8(0);
    case MI.uint8:
      return data.readUInt8(0);
    case MI.int16:
      return data.readInt16LE(0);
    case MI.uint16:
      return data.readUInt16LE(0);
    case MI.int32:
      return data.readInt32LE(0);
    case MI.uint32:
      return data.readUInt32LE(0);
    case MI.double:
      return data.readDoubleLE(0);
    default:
      return undefined;
  }
}
