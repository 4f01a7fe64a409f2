import { concatBytes } from '../concat-bytes.js';
import { tooLarge } from '../errors.js';
import { crc32 } from './crc32.js';

/** One file of an archive. */
export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ZipOptions {
  /** Each file's content begins at a multiple of so many bytes. Unless given 1. */
  readonly alignment?: number;
}

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
/** 1 January 1980, the first that there is: the same files always give the same bytes. */
const DATE = 0x0021;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
/** The extra field by which PyTorch pads: `FB`, a length, then as many `Z`. */
const PADDING_FIELD = 0x4246;
const PADDING_BYTE = 0x5a;
const LARGEST = 2 ** 32 - 1;
const MOST_FILES = 0xffff;
const LONGEST_NAME = 0xffff;

/**
 * A zip archive of stored files, in their order.
 *
 * @throws {ConverterError} `too-large` from 4 GiB on, which needs zip64.
 */
export function writeZip(
  files: readonly ZipFile[],
  { alignment = 1 }: ZipOptions = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  if (files.length >= MOST_FILES) throw tooLarge('the zip', `${files.length} files`);
  let position = 0;
  for (const { name, content } of files) {
    const nameBytes = new TextEncoder().encode(name);
    if (nameBytes.length > LONGEST_NAME) {
      throw tooLarge('the zip', `a name of ${nameBytes.length} bytes`);
    }
    const fields = sharedFields(nameBytes, content);
    const padding = paddingField(position + LOCAL_SIZE + nameBytes.length, alignment);
    directory.push(centralHeader(fields, position), nameBytes);
    const entry = [localHeader(fields, padding.length), nameBytes, padding, content];
    parts.push(...entry);
    position += byteLength(entry);
  }
  const size = byteLength(directory);
  // The largest of each field says that the number stands in a zip64 record, which is not written.
  if (position + size >= LARGEST) throw tooLarge('the zip', 'it would pass 4 GiB');
  return concatBytes([...parts, ...directory, endRecord(files.length, size, position)]);
}

const byteLength = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

/** The 26 bytes that both headers of a file have, from the version on; no extra field. */
function sharedFields(name: Uint8Array, content: Uint8Array): Uint8Array {
  const fields = new DataView(new ArrayBuffer(26));
  fields.setUint16(0, VERSION, true);
  fields.setUint16(2, UTF8_NAMES, true);
  fields.setUint16(4, STORED, true);
  fields.setUint16(8, DATE, true);
  fields.setUint32(10, crc32(content), true);
  fields.setUint32(14, content.length, true);
  fields.setUint32(18, content.length, true);
  fields.setUint16(22, name.length, true);
  return new Uint8Array(fields.buffer);
}

function localHeader(fields: Uint8Array, extraLength: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(LOCAL_SIZE));
  header.setUint32(0, 0x04034b50, true);
  new Uint8Array(header.buffer).set(fields, 4);
  header.setUint16(28, extraLength, true);
  return new Uint8Array(header.buffer);
}

function centralHeader(fields: Uint8Array, offset: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(CENTRAL_SIZE));
  header.setUint32(0, 0x02014b50, true);
  header.setUint16(4, VERSION, true);
  new Uint8Array(header.buffer).set(fields, 6);
  header.setUint32(42, offset, true);
  return new Uint8Array(header.buffer);
}

function endRecord(count: number, size: number, offset: number): Uint8Array {
  const end = new DataView(new ArrayBuffer(END_SIZE));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, size, true);
  end.setUint32(16, offset, true);
  return new Uint8Array(end.buffer);
}

/** The extra field after which, at `position` and behind it, a multiple of `alignment` begins. */
function paddingField(position: number, alignment: number): Uint8Array {
  if (alignment === 1) return new Uint8Array(0);
  const begin = position + 4;
  const length = Math.ceil(begin / alignment) * alignment - begin;
  const field = new Uint8Array(4 + length).fill(PADDING_BYTE);
  new DataView(field.buffer).setUint16(0, PADDING_FIELD, true);
  new DataView(field.buffer).setUint16(2, length, true);
  return field;
}
