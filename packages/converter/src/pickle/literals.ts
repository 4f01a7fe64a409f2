import { corrupt } from '../errors.js';
import { integerOf, integerOfText } from './integers.js';
import { type Machine, type Operation, push } from './machine.js';
import type { PickleValue } from './values.js';

const literal =
  (read: (machine: Machine) => PickleValue): Operation =>
  (machine) =>
    push(machine, read(machine));

/** Opcodes that push a number, a text or bytes written out in the pickle. */
export const LITERALS: ReadonlyMap<string, Operation> = new Map([
  ['N', literal(() => null)],
  ['\x88', literal(() => true)],
  ['\x89', literal(() => false)],

  ['I', literal(({ reader }) => intOrBool(reader.line()))],
  ['L', literal(({ reader }) => integerOfText(reader.line()))],
  ['F', literal(({ reader }) => floatOf(reader.line()))],
  ['J', literal(({ reader }) => reader.int32())],
  ['K', literal(({ reader }) => reader.byte())],
  ['M', literal(({ reader }) => reader.uint16())],
  ['G', literal(({ reader }) => reader.float64())],
  ['\x8a', literal(({ reader }) => integerOf(reader.take(reader.byte())))],
  ['\x8b', literal(({ reader }) => integerOf(reader.take(reader.int32())))],

  ['V', literal(({ reader }) => unescapeUnicode(reader.line()))],
  ['X', literal(({ reader }) => reader.utf8(reader.uint32()))],
  ['\x8c', literal(({ reader }) => reader.utf8(reader.byte()))],
  ['\x8d', literal(({ reader }) => reader.utf8(reader.length64()))],

  // Python 2's str, which its torch used for keys.
  ['S', literal(({ reader }) => unquote(reader.line()))],
  ['T', literal(({ reader }) => reader.latin1(reader.int32()))],
  ['U', literal(({ reader }) => reader.latin1(reader.byte()))],

  ['B', literal(({ reader }) => reader.take(reader.uint32()))],
  ['C', literal(({ reader }) => reader.take(reader.byte()))],
  ['\x8e', literal(({ reader }) => reader.take(reader.length64()))],
  ['\x96', literal(({ reader }) => reader.take(reader.length64()))],
]);

/** Protocol 0 writes True and False as the integers 01 and 00. */
function intOrBool(text: string): PickleValue {
  if (text === '01') return true;
  if (text === '00') return false;
  return integerOfText(text);
}

function floatOf(text: string): number {
  if (/^-?(inf|nan)$/.test(text)) {
    return text.endsWith('nan') ? Number.NaN : Number(text.replace('inf', 'Infinity'));
  }
  if (!/^-?\d[\d.]*(e[+-]?\d+)?$/i.test(text)) throw corrupt('the pickle', 'a float is none');
  return Number(text);
}

const unescapeUnicode = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );

function unquote(text: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(text);
  if (!quoted || quoted[2].includes('\\')) {
    throw corrupt('the pickle', 'a text has no quotes, or escapes that keys never need');
  }
  return quoted[2];
}
