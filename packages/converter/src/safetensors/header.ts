import { type Dtype, isDtype } from '../dtype.js';
import {
  corrupt,
  notACheckpoint,
  outOfBounds,
  sizeDiffers,
  tooLarge,
  truncated,
  unsupportedDtype,
} from '../errors.js';
import { decodeUtf8, isCounts, isObject, parseObject } from '../parse-json.js';
import { byteCount } from '../stored-tensor.js';
import { findDuplicateKey } from './duplicate-key.js';

/** One tensor of the header; offsets count from the end of the header. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface Header {
  readonly entries: readonly HeaderEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the tensors' data begin in the file. */
  readonly dataStart: number;
}

/** Bytes of the header's own length, with which a file begins. */
export const LENGTH_BYTES = 8;
/**
 * Room for twenty thousand tensors. The format allows 100 MB, but parsed, a hostile header takes
 * twenty times its size.
 */
const LONGEST_HEADER = 2 * 2 ** 20;

/**
 * Length of the header that follows a file's first 8 bytes.
 *
 * @throws {ConverterError} `truncated` if the file is shorter, `too-large`.
 */
export function headerLength(start: Uint8Array, fileSize: number): number {
  if (start.length < LENGTH_BYTES) throw truncated('the header length', LENGTH_BYTES, start.length);
  const length = new DataView(start.buffer, start.byteOffset).getBigUint64(0, true);
  const left = fileSize - LENGTH_BYTES;
  if (length > BigInt(left)) throw truncated('the header', length, left);
  if (length > LONGEST_HEADER) throw tooLarge('the header', `it has ${length} bytes`);
  return Number(length);
}

/**
 * Reads and checks the header, also that each byte of data belongs to exactly one tensor.
 *
 * @param text the bytes after the first 8, as many as {@link headerLength} says.
 * @returns the tensors in the order of their data.
 */
export function readHeader(text: Uint8Array, fileSize: number): Header {
  const json = decodeUtf8('the header', text);
  const fields = parseObject('the header', json);
  const duplicate = findDuplicateKey(json);
  if (duplicate !== undefined) throw corrupt('the header', `key "${duplicate}" stands twice`);
  const entries: HeaderEntry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '__metadata__') metadata = metadataOf(value);
    else entries.push(entryOf(name, value));
  }
  if (entries.length === 0) throw notACheckpoint('the file holds no tensors');
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  const dataStart = LENGTH_BYTES + text.length;
  checkCover(entries, fileSize - dataStart);
  return { entries, metadata, dataStart };
}

/** @param length of all data. */
function checkCover(inOrder: readonly HeaderEntry[], length: number): void {
  for (const { name, begin, end } of inOrder) {
    if (end > length) throw truncated(name, end - begin, Math.max(0, length - begin));
  }
  let covered = 0;
  for (const { name, dtype, shape, begin, end } of inOrder) {
    if (end < begin)
      throw outOfBounds(name, `its data end at ${end}, before they begin (${begin})`);
    if (begin < covered) throw outOfBounds(name, 'its data overlap those of another tensor');
    if (begin > covered)
      throw corrupt(name, `${begin - covered} bytes before it belong to no tensor`);
    const wanted = byteCount({ dtype, shape });
    if (end - begin !== wanted) throw sizeDiffers(name, end - begin, wanted);
    covered = end;
  }
  if (covered < length) throw corrupt('the end', `${length - covered} bytes belong to no tensor`);
}

function metadataOf(value: unknown): Record<string, string> {
  if (!isObject(value)) throw corrupt('__metadata__', 'it is no object');
  for (const text of Object.values(value)) {
    if (typeof text !== 'string') throw corrupt('__metadata__', 'a value is no text');
  }
  return value as Record<string, string>;
}

function entryOf(name: string, value: unknown): HeaderEntry {
  if (!isObject(value)) throw corrupt(name, 'its entry in the header is no object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') throw corrupt(name, 'it has no dtype');
  if (!isDtype(dtype)) throw unsupportedDtype(name, dtype);
  if (!isCounts(shape)) throw corrupt(name, 'its shape is no list of whole numbers');
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw corrupt(name, 'its data_offsets are not two whole numbers');
  }
  return { name, dtype, shape, begin: offsets[0], end: offsets[1] };
}
