import { concatBytes } from '../concat-bytes.js';
import { tooLarge } from '../errors.js';
import type { Picklable } from './picklable.js';

/** The opcodes that are written, by their names in Python's pickletools. */
const OP = {
  PROTO: 0x80,
  STOP: 0x2e,
  MARK: 0x28,
  NONE: 0x4e,
  NEWTRUE: 0x88,
  NEWFALSE: 0x89,
  BININT: 0x4a,
  BININT1: 0x4b,
  BININT2: 0x4d,
  LONG1: 0x8a,
  BINUNICODE: 0x58,
  BINBYTES: 0x42,
  EMPTY_TUPLE: 0x29,
  TUPLE1: 0x85,
  TUPLE: 0x74,
  EMPTY_DICT: 0x7d,
  SETITEMS: 0x75,
  GLOBAL: 0x63,
  REDUCE: 0x52,
  BUILD: 0x62,
  BINPERSID: 0x51,
  BINPUT: 0x71,
  LONG_BINPUT: 0x72,
  BINGET: 0x68,
  LONG_BINGET: 0x6a,
} as const;

/** The protocols whose opcodes these are: 3 adds bytes to 2. */
export type PickleProtocol = 2 | 3;

/** Parts of a pickle, with the place in the memo of each text and global that was written. */
interface Pickle {
  readonly parts: Uint8Array[];
  readonly memo: Map<string, number>;
}

/**
 * One pickle as Python's `pickle.load` reads it. Texts and globals that come again are written once;
 * bytes are not copied before the whole is put together.
 *
 * @throws {ConverterError} `too-large` for bytes or a text of 4 GiB.
 */
export function writePickle(value: Picklable, protocol: PickleProtocol): Uint8Array {
  const pickle: Pickle = { parts: [], memo: new Map() };
  put(pickle, OP.PROTO, protocol);
  write(pickle, value);
  put(pickle, OP.STOP);
  return concatBytes(pickle.parts);
}

const put = ({ parts }: Pickle, ...bytes: number[]): unknown => parts.push(Uint8Array.from(bytes));

/** Nests as deep as the value, which is of our own making. */
function write(pickle: Pickle, value: Picklable): void {
  if (value === null) put(pickle, OP.NONE);
  else if (typeof value === 'boolean') put(pickle, value ? OP.NEWTRUE : OP.NEWFALSE);
  else if (typeof value === 'number') writeInteger(pickle, value);
  else if (typeof value === 'string') {
    remember(pickle, `text ${value}`, () =>
      writeSized(pickle, OP.BINUNICODE, new TextEncoder().encode(value)),
    );
  } else if (value instanceof Uint8Array) writeSized(pickle, OP.BINBYTES, value);
  else writeObject(pickle, value);
}

type PickledObject = Extract<Picklable, { kind: string }>;

function writeObject(pickle: Pickle, value: PickledObject): void {
  switch (value.kind) {
    case 'tuple':
      return writeTuple(pickle, value.items);
    case 'dict':
      put(pickle, OP.EMPTY_DICT);
      return setItems(pickle, value.entries);
    case 'global': {
      const line = `${value.module}\n${value.name}\n`;
      return remember(pickle, `global ${line}`, () => {
        put(pickle, OP.GLOBAL, ...new TextEncoder().encode(line));
      });
    }
    case 'call':
      write(pickle, value.callee);
      write(pickle, value.args);
      put(pickle, OP.REDUCE);
      setItems(pickle, value.entries ?? []);
      if (value.state === undefined) return;
      write(pickle, value.state);
      put(pickle, OP.BUILD);
      return;
    case 'persistent':
      write(pickle, value.id);
      put(pickle, OP.BINPERSID);
  }
}

function writeTuple(pickle: Pickle, items: readonly Picklable[]): void {
  if (items.length > 3) put(pickle, OP.MARK);
  for (const item of items) write(pickle, item);
  if (items.length === 0) put(pickle, OP.EMPTY_TUPLE);
  else put(pickle, items.length > 3 ? OP.TUPLE : OP.TUPLE1 + items.length - 1);
}

function setItems(pickle: Pickle, entries: readonly (readonly [Picklable, Picklable])[]): void {
  if (entries.length === 0) return;
  put(pickle, OP.MARK);
  for (const [key, value] of entries) {
    write(pickle, key);
    write(pickle, value);
  }
  put(pickle, OP.SETITEMS);
}

function writeInteger(pickle: Pickle, value: number): void {
  if (value >= 0 && value < 2 ** 8) put(pickle, OP.BININT1, value);
  else if (value >= 0 && value < 2 ** 16) put(pickle, OP.BININT2, value & 0xff, value >> 8);
  else if (value === (value | 0)) put(pickle, OP.BININT, ...uint32(value));
  else {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigInt64(0, BigInt(value), true);
    put(pickle, OP.LONG1, bytes.length, ...bytes);
  }
}

function writeSized(pickle: Pickle, opcode: number, bytes: Uint8Array): void {
  if (bytes.length >= 2 ** 32) throw tooLarge('a pickle', 'it holds no bytes of 4 GiB or more');
  put(pickle, opcode, ...uint32(bytes.length));
  pickle.parts.push(bytes);
}

/** Writes something the first time, and a reference to it from then on. */
function remember(pickle: Pickle, name: string, writeFirst: () => void): void {
  const known = pickle.memo.get(name);
  if (known !== undefined) {
    putAt(pickle, OP.BINGET, OP.LONG_BINGET, known);
    return;
  }
  writeFirst();
  putAt(pickle, OP.BINPUT, OP.LONG_BINPUT, pickle.memo.size);
  pickle.memo.set(name, pickle.memo.size);
}

function putAt(pickle: Pickle, short: number, long: number, place: number): void {
  if (place < 2 ** 8) put(pickle, short, place);
  else put(pickle, long, ...uint32(place));
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
