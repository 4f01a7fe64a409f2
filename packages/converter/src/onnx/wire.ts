import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import { corrupt, endMissing, truncated } from '../errors.js';

/**
 * A field's value: a bigint (unsigned, 64 bits) for a varint, else a view of its bytes: content of a
 * text, message or packed list, or the 4 or 8 bytes of a number of fixed width.
 */
export type WireValue = bigint | Uint8Array;

/** What to do with a field, by its number. */
export type FieldHandlers = Readonly<Record<number, (value: WireValue) => void>>;

/** Bytes of the types of fixed width. */
const FIXED: ReadonlyMap<WireType, number> = new Map([
  [WireType.Bit32, 4],
  [WireType.Bit64, 8],
]);

/**
 * Walks over the fields of one protobuf message; fields without a handler are stepped over, however
 * deeply they nest, for only handlers look inside. A length is compared with what is left before it
 * is used. Groups, which ONNX never had, are errors.
 *
 * @param where names the message in errors.
 * @throws {ConverterError} `corrupt`, `truncated`.
 */
export function forEachField(where: string, bytes: Uint8Array, handlers: FieldHandlers): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = wellFormed(where, () => reader.tag());
    const value = readValue(where, bytes, reader, type);
    handlers[field]?.(value);
  }
}

/** The varints of a packed list. */
export function* packedVarints(where: string, bytes: Uint8Array): Generator<bigint> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) yield readVarint(where, reader);
}

/** One value of a repeated field of whole numbers: one of them, or some of them packed. */
export function* varintsOf(where: string, value: WireValue): Generator<bigint> {
  if (typeof value === 'bigint') yield value;
  else yield* packedVarints(where, value);
}

/** The same as a packed list's bytes. */
export function varintBytes(value: WireValue): Uint8Array {
  if (typeof value !== 'bigint') return value;
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

/** A field that must be a text. */
export function textOf(where: string, value: WireValue): string {
  const bytes = bytesOf(where, value);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw corrupt(where, 'a text is no UTF-8', cause);
  }
}

/** A field that must be a text, a message, a packed list or a number of fixed width. */
export function bytesOf(where: string, value: WireValue): Uint8Array {
  if (typeof value === 'bigint') throw corrupt(where, 'a number stands where bytes belong');
  return value;
}

/** A field that must be a signed integer of 64 bits. */
export function integerOf(where: string, value: WireValue): bigint {
  if (typeof value !== 'bigint') throw corrupt(where, 'bytes stand where a number belongs');
  return BigInt.asIntN(64, value);
}

function readValue(
  where: string,
  bytes: Uint8Array,
  reader: BinaryReader,
  type: WireType,
): WireValue {
  if (type === WireType.Varint) return readVarint(where, reader);
  const length = FIXED.get(type) ?? lengthOf(where, reader, type);
  const start = reader.pos;
  if (length > bytes.length - start) throw truncated(where, length, bytes.length - start);
  reader.pos += Number(length);
  return bytes.subarray(start, reader.pos);
}

/** All 64 bits of a length: the library's own readers keep the lower 32, so that 2^62 becomes 0. */
function lengthOf(where: string, reader: BinaryReader, type: WireType): bigint {
  if (type === WireType.LengthDelimited) return readVarint(where, reader);
  throw corrupt(where, 'it holds a protobuf group');
}

const readVarint = (where: string, reader: BinaryReader): bigint =>
  wellFormed(where, () => BigInt(reader.uint64()));

/** The library's errors as ours: RangeError past the end, Error for what is no varint or no tag. */
function wellFormed<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw endMissing(`the end of ${where}`, error);
    throw corrupt(where, 'it is no protobuf message', error);
  }
}
