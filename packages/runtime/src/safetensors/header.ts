import { corrupt, notSafetensors } from '../errors.js';

/** One tensor of the header; offsets count from the end of the header. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: string;
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

const LENGTH_BYTES = 8;
/** A network of ours has 40 KB and its class names; what claims more is no header. */
const LONGEST_HEADER = 16 * 2 ** 20;

/** @throws {RuntimeError} `WEIGHTS` */
export function readHeader(bytes: Uint8Array): Header {
  const dataStart = headerEnd(bytes);
  const fields = parseObject(bytes.subarray(LENGTH_BYTES, dataStart));
  const entries: HeaderEntry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '__metadata__') metadata = metadataOf(value);
    else entries.push(entryOf(name, value));
  }
  return { entries, metadata, dataStart };
}

/**
 * Where the header ends, as the first eight bytes say.
 *
 * @throws {RuntimeError} `WEIGHTS`
 */
export function headerEnd(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) {
    throw notSafetensors(`${bytes.length} bytes`, 'is it the right file?');
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigUint64(0, true);
  const longest = Math.min(LONGEST_HEADER, bytes.length - LENGTH_BYTES);
  if (length > BigInt(longest)) throw somethingElse(bytes);
  return LENGTH_BYTES + Number(length);
}

/** What is given instead of safetensors most often. */
function somethingElse(bytes: Uint8Array): Error {
  const start = String.fromCharCode(...bytes.subarray(0, 32)).trimStart();
  if (start.startsWith('<')) return notSafetensors('a web page', 'is the address right?');
  if (start.startsWith('PK')) return notSafetensors('a zip file', 'use `mobilenext convert`');
  if (start.startsWith('version https://git-lfs')) {
    return notSafetensors('a pointer of git-lfs', 'fetch the file that it points to');
  }
  return notSafetensors('something else', 'is the file cut off, or of another format?');
}

function parseObject(header: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch {
    throw corrupt('the header', 'it is no JSON');
  }
  if (!isObject(value)) throw corrupt('the header', 'it is no JSON object');
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function metadataOf(value: unknown): Record<string, string> {
  if (!isObject(value) || !Object.values(value).every((text) => typeof text === 'string')) {
    throw corrupt('__metadata__', 'it is no object of texts');
  }
  return value as Record<string, string>;
}

function entryOf(name: string, value: unknown): HeaderEntry {
  if (!isObject(value)) throw corrupt(name, 'its entry in the header is no object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') throw corrupt(name, 'it has no dtype');
  if (!isCounts(shape)) throw corrupt(name, 'its shape is no list of whole numbers');
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw corrupt(name, 'its data_offsets are not two whole numbers');
  }
  return { name, dtype, shape, begin: offsets[0], end: offsets[1] };
}

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
