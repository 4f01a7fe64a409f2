import { inflateSync } from 'fflate';
import { copyBudget } from '../copy-budget.js';
import { corrupt, tooLarge } from '../errors.js';
import { crc32 } from './crc32.js';
import { readDirectory, type ZipEntry } from './directory.js';

// fflate's own unzip is not used: it copies each stored entry, and checks neither bounds nor CRCs
// nor names, while a checkpoint is one big zip of stored entries that may come from anywhere. Its
// inflate serves for the rare archive that somebody packed anew.

/** A zip's entries by name. */
export interface Archive {
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/** Deflate cannot pack better than this; whoever declares more is lying. */
const BEST_RATIO = 1032;
const LOCAL_SIZE = 30;
const LOCAL_SIGNATURE = 0x04034b50;
const ENCRYPTED = 0x0001;
const STORED = 0;
const DEFLATED = 8;

/** @throws {ConverterError} `truncated`, `corrupt` (also for a name that stands twice), `too-large`. */
export function openArchive(bytes: Uint8Array): Archive {
  const entries = new Map<string, ZipEntry>();
  const spend = copyBudget(bytes.length);
  let packed = 0;
  for (const entry of readDirectory(bytes)) {
    const { name, compressedSize, size } = entry;
    if (entries.has(name)) throw corrupt(name, 'it stands twice in the zip');
    if (size > compressedSize * BEST_RATIO) {
      throw tooLarge(name, `${compressedSize} packed bytes cannot hold ${size}`);
    }
    if (entry.method === DEFLATED) spend(name, size);
    entries.set(name, entry);
    packed += compressedSize;
  }
  // Entries that overlap are how a small zip unpacks to any size.
  if (packed > bytes.length) throw corrupt('the zip', 'its entries overlap');
  return { bytes, entries };
}

/**
 * The entry's content: a view into the archive if it is stored, else inflated.
 *
 * @throws {ConverterError} `corrupt` for a wrong CRC, a wrong size, an unknown method.
 */
export function readEntry(archive: Archive, entry: ZipEntry): Uint8Array {
  const content = unpack(entry, packedBytes(archive, entry));
  if (entry.crc !== 0 && crc32(content) !== entry.crc) {
    throw corrupt(entry.name, 'its content does not fit its CRC-32');
  }
  return content;
}

/** Where the data begin is known from the local header alone, whose padding the directory lacks. */
function packedBytes({ bytes }: Archive, entry: ZipEntry): Uint8Array {
  const { name, headerOffset } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (headerOffset + LOCAL_SIZE > bytes.length) throw corrupt(name, 'it lies outside of the file');
  if (view.getUint32(headerOffset, true) !== LOCAL_SIGNATURE) {
    throw corrupt(name, 'its local header is not where the directory says');
  }
  const nameEnd = headerOffset + LOCAL_SIZE + view.getUint16(headerOffset + 26, true);
  const begin = nameEnd + view.getUint16(headerOffset + 28, true);
  const end = begin + entry.compressedSize;
  if (end > bytes.length) throw corrupt(name, 'it reaches past the end of the file');
  const localName = new TextDecoder().decode(bytes.subarray(headerOffset + LOCAL_SIZE, nameEnd));
  if (localName !== name) throw corrupt(name, 'its local header belongs to another entry');
  return bytes.subarray(begin, end);
}

function unpack(entry: ZipEntry, packed: Uint8Array): Uint8Array {
  const { name, method, size } = entry;
  if (entry.flags & ENCRYPTED) throw corrupt(name, 'it is encrypted');
  if (method === DEFLATED) return inflate(name, packed, size);
  if (method !== STORED) throw corrupt(name, `compression method ${method} is unknown`);
  if (size !== packed.length) throw corrupt(name, 'its two sizes differ, yet it is not packed');
  return packed;
}

function inflate(name: string, packed: Uint8Array, size: number): Uint8Array {
  // One byte more than declared, so that a stream which yields too much is seen.
  const room = new Uint8Array(size + 1);
  let content: Uint8Array;
  try {
    content = inflateSync(packed, { out: room });
  } catch (cause) {
    throw corrupt(name, 'its deflate stream is damaged', cause);
  }
  if (content.length !== size) throw corrupt(name, `it does not unpack to ${size} bytes`);
  return content;
}
