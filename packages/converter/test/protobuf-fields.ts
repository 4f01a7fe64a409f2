import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** The values of a protobuf message's fields by number: numbers, or the bytes of the rest. */
export type Fields = Readonly<Record<number, readonly (number | Uint8Array)[]>>;

/** Reads one message, not those within it. */
export function fieldsOf(message: Uint8Array): Fields {
  const fields: Record<number, (number | Uint8Array)[]> = {};
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    fields[field] ??= [];
    fields[field].push(valueOf(reader, type));
  }
  return fields;
}

function valueOf(reader: BinaryReader, type: WireType): number | Uint8Array {
  if (type === WireType.Varint) return Number(reader.int64());
  return type === WireType.Bit32 ? reader.float() : reader.bytes();
}

export const textIn = (fields: Fields, field: number): string =>
  new TextDecoder().decode(fields[field][0] as Uint8Array);

export const numbersIn = (fields: Fields, field: number): readonly number[] =>
  fields[field] as readonly number[];
