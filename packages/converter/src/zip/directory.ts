import { corrupt, endMissing, tooLarge } from '../errors.js';

/** One entry of the central directory. */
export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  /** 0 where the writer did not work it out (PyTorch's `set_crc32_options(False)`). */
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header begins in the file. */
  readonly headerOffset: number;
}

const END_SIZE = 22;
const END_SIGNATURE = 0x06054b50;
const LOCATOR_SIZE = 20;
const LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIZE = 56;
const END64_SIGNATURE = 0x06064b50;
const CENTRAL_SIZE = 46;
const CENTRAL_SIGNATURE = 0x02014b50;
const ZIP64_FIELD = 0x0001;
/** In a 32-bit field: the value stands in the zip64 record or field. */
const IN_ZIP64 = 0xffffffff;
/** PyTorch writes one for each storage, some thousands at most. */
const MAX_ENTRIES = 2 ** 17;
const LONGEST_COMMENT = 0xffff;

/**
 * Reads a zip's central directory, the only place where PyTorch writes the sizes of its entries.
 * Every offset and count is checked against the file before it is followed.
 *
 * @throws {ConverterError} `truncated` without an end record, `corrupt`.
 */
export function readDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { count, size, offset, limit } = findDirectory(view);
  if (offset + size > limit) throw corrupt('the zip directory', 'it reaches past the end record');
  if (count > MAX_ENTRIES) throw tooLarge('the zip directory', `it has ${count} entries`);
  if (count * CENTRAL_SIZE > size)
    throw corrupt('the zip directory', `${count} entries do not fit`);
  const entries: ZipEntry[] = [];
  let position = offset;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(bytes, view, position, offset + size);
    entries.push(entry);
    position = next;
  }
  return entries;
}

interface DirectoryPlace {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  /** Where the end record begins, which the directory cannot pass. */
  readonly limit: number;
}

function findDirectory(view: DataView): DirectoryPlace {
  const end = findEnd(view);
  const locator = end - LOCATOR_SIZE;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_SIGNATURE) {
    return findDirectory64(view, locator);
  }
  return {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
    limit: end,
  };
}

/** The end record is last but for a comment of any length, so it is looked for backwards. */
function findEnd(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw endMissing("the zip's end record");
}

function findDirectory64(view: DataView, locator: number): DirectoryPlace {
  const where = 'the zip64 end record';
  const end = readSize(view, locator + 8, where);
  if (end + END64_SIZE > locator || view.getUint32(end, true) !== END64_SIGNATURE) {
    throw corrupt(where, 'it is not where its locator says');
  }
  return {
    count: readSize(view, end + 32, where),
    size: readSize(view, end + 40, where),
    offset: readSize(view, end + 48, where),
    limit: end,
  };
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, limit: number) {
  const where = 'the zip directory';
  if (at + CENTRAL_SIZE > limit || view.getUint32(at, true) !== CENTRAL_SIGNATURE) {
    throw corrupt(where, 'an entry is missing');
  }
  const nameEnd = at + CENTRAL_SIZE + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > limit) throw corrupt(where, 'an entry reaches past its end');
  const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_SIZE, nameEnd));
  // The order in which zip64's extra field holds those of the three that do not fit 32 bits.
  const size32 = view.getUint32(at + 24, true);
  const compressed32 = view.getUint32(at + 20, true);
  const offset32 = view.getUint32(at + 42, true);
  const sizes = widen([size32, compressed32, offset32], view, nameEnd, extraEnd);
  const [size, compressedSize, headerOffset] = sizes;
  const entry: ZipEntry = {
    name,
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedSize,
    size,
    headerOffset,
  };
  return { entry, next };
}

/** Replaces each value that says {@link IN_ZIP64} by the next one of the zip64 extra field. */
function widen(values: readonly number[], view: DataView, from: number, to: number): number[] {
  let at = values.includes(IN_ZIP64) ? findZip64Field(view, from, to) : to;
  return values.map((value) => {
    if (value !== IN_ZIP64) return value;
    if (at + 8 > to) throw corrupt('the zip directory', 'a zip64 size is missing');
    at += 8;
    return readSize(view, at - 8, 'the zip directory');
  });
}

function findZip64Field(view: DataView, from: number, to: number): number {
  for (let at = from; at + 4 <= to; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) === ZIP64_FIELD) return at + 4;
  }
  return to;
}

function readSize(view: DataView, at: number, where: string): number {
  const size = view.getBigUint64(at, true);
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt(where, `a size of ${size} cannot be`);
  return Number(size);
}
