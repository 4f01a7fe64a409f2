import { type Dtype, isDtype } from '../dtype.js';
import { corrupt, truncated, unsupportedDtype } from '../errors.js';
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

const LENGTH_BYTES = 8;

/** Reads and checks the header; that offsets lie within the file is left to the caller. */
export function readHeader(bytes: Uint8Array): Header {
  const json = headerText(bytes);
  const fields = parseObject('the header', json);
  const duplicate = findDuplicateKey(json);
  if (duplicate !== undefined) throw corrupt('the header', `key "${duplicate}" stands twice`);
  const dataStart = LENGTH_BYTES + headerLength(bytes);
  const entries: HeaderEntry[] = [];
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '__metadata__') metadata = metadataOf(value);
    else entries.push(entryOf(name, value));
  }
  return { entries, metadata, dataStart };
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < LENGTH_BYTES) throw truncated('the header length', LENGTH_BYTES, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = view.getBigUint64(0, true);
  const left = bytes.length - LENGTH_BYTES;
  if (length > BigInt(left)) throw truncated('the header', length, left);
  return Number(length);
}

function headerText(bytes: Uint8Array): string {
  const header = bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + headerLength(bytes));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header);
  } catch {
    throw corrupt('the header', 'it is no UTF-8');
  }
}

function parseObject(where: string, json: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw corrupt(where, 'it is no JSON');
  }
  if (!isObject(value)) throw corrupt(where, 'it is no JSON object');
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
