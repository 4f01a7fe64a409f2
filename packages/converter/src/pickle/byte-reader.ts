import { corrupt, endMissing, tooLarge, truncated } from '../errors.js';

/** Reads a pickle from front to back; a length is compared with what is left before it is used. */
export interface ByteReader {
  readonly position: () => number;
  readonly byte: () => number;
  readonly uint16: () => number;
  readonly int32: () => number;
  readonly uint32: () => number;
  /** A 64-bit length that the rest of the file can hold. */
  readonly length64: () => number;
  /** Big-endian, as BINFLOAT has it. */
  readonly float64: () => number;
  /** A view of the next bytes. */
  readonly take: (length: number) => Uint8Array;
  readonly utf8: (length: number) => string;
  readonly latin1: (length: number) => string;
  /** A text up to the end of its line, as protocol 0 has them. */
  readonly line: () => string;
}

const NEWLINE = 0x0a;
/** No honest line of a pickle (a name, a number) comes near it. */
const LONGEST_LINE = 4096;

export function byteReader(bytes: Uint8Array, start = 0): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let position = start;

  function advance(length: number | bigint): number {
    const left = bytes.length - position;
    if (length < 0) throw corrupt('the pickle', `a length of ${length}`);
    if (length > left) throw truncated('the pickle', length, left);
    position += Number(length);
    return position - Number(length);
  }

  function take(length: number): Uint8Array {
    const from = advance(length);
    return bytes.subarray(from, from + length);
  }

  function length64(): number {
    const length = view.getBigUint64(advance(8), true);
    const left = bytes.length - position;
    if (length > BigInt(left)) throw truncated('the pickle', length, left);
    return Number(length);
  }

  function utf8(length: number): string {
    const text = take(length);
    try {
      return decoder.decode(text);
    } catch (cause) {
      throw corrupt('the pickle', 'a text is no UTF-8', cause);
    }
  }

  function line(): string {
    const end = bytes.indexOf(NEWLINE, position);
    if (end < 0) throw endMissing('the end of a line of the pickle');
    if (end - position > LONGEST_LINE) throw tooLarge('the pickle', `a line of ${end - position}`);
    const text = utf8(end - position);
    position = end + 1;
    return text;
  }

  return {
    position: () => position,
    byte: () => view.getUint8(advance(1)),
    uint16: () => view.getUint16(advance(2), true),
    int32: () => view.getInt32(advance(4), true),
    uint32: () => view.getUint32(advance(4), true),
    float64: () => view.getFloat64(advance(8), false),
    length64,
    take,
    utf8,
    latin1: (length) => latin1Text(take(length)),
    line,
  };
}

/** Arguments of one call that no engine finds too many. */
const LATIN1_PIECE = 8192;

/** Each byte as the character of the same number; TextDecoder's latin1 is windows-1252 instead. */
function latin1Text(bytes: Uint8Array): string {
  // In pieces, since a text that grows by a character holds on to each of its steps.
  let text = '';
  for (let at = 0; at < bytes.length; at += LATIN1_PIECE) {
    text += String.fromCharCode(...bytes.subarray(at, at + LATIN1_PIECE));
  }
  return text;
}
