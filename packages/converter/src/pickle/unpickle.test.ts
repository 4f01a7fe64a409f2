import { describe, expect, it } from '@jest/globals';
import { ConverterError } from '../errors.js';
import type { PickleWorld } from './machine.js';
import { unpickle } from './unpickle.js';
import { isKind, type PickleValue } from './values.js';

/** A world that allows one global, `m.ok`, and shows what it is asked for. */
const world: PickleWorld = {
  global(module, name) {
    if (`${module}.${name}` !== 'm.ok') throw new ConverterError('refused-global', name);
    return { kind: 'global', name: 'm.ok' };
  },
  make: (_, args) => ({ kind: 'opaque', what: JSON.stringify(plain(args)) }),
  build: () => undefined,
  persistent: (id) => ({ kind: 'opaque', what: `id ${JSON.stringify(plain(id))}` }),
};

/** Containers as JavaScript's own, to compare and to read easily. */
function plain(value: PickleValue): unknown {
  if (isKind(value, 'list') || isKind(value, 'tuple')) return value.items.map(plain);
  if (isKind(value, 'set')) return new Set(value.items.map(plain));
  if (isKind(value, 'dict')) {
    return new Map([...value.entries].map(([key, item]) => [plain(key), plain(item)]));
  }
  if (isKind(value, 'opaque')) return value.what;
  return value instanceof Uint8Array ? [...value] : value;
}

/** A pickle written as text, one character a byte. */
const pickle = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const load = (text: string): unknown => plain(unpickle(pickle(text), world).value);

function codeOf(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConverterError) return error.code;
    throw error;
  }
  return 'read';
}

describe('unpickle', () => {
  it.each([
    ['None', 'N.', null],
    ['True of protocol 0', 'I01\n.', true],
    ['False of protocol 2', '\x89.', false],
    ['int', 'I-7\n.', -7],
    ['BININT', 'J\xfe\xff\xff\xff.', -2],
    ['BININT1', 'K\xff.', 255],
    ['BININT2', 'M\x00\x01.', 256],
    ['long', 'L12345678901234567890L\n.', 12345678901234567890n],
    ['LONG1', '\x8a\x02\x00\x80.', -32768],
    ['LONG1 without bytes', '\x8a\x00.', 0],
    ['LONG4 beyond 2^53', '\x8b\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x40.', 2n ** 62n],
    ['float', 'F-1.5e3\n.', -1500],
    ['BINFLOAT', 'G\x3f\xf8\x00\x00\x00\x00\x00\x00.', 1.5],
    ['string', "S'key'\n.", 'key'],
    ['SHORT_BINSTRING', 'U\x02\xe9a.', 'éa'],
    ['unicode', 'Va\\u00e9\n.', 'aé'],
    ['BINUNICODE', 'X\x02\x00\x00\x00\xc3\xa9.', 'é'],
    ['SHORT_BINUNICODE', '\x8c\x01a.', 'a'],
    ['BINUNICODE8', '\x8d\x01\x00\x00\x00\x00\x00\x00\x00a.', 'a'],
    ['BINBYTES', 'B\x02\x00\x00\x00\x00\xff.', [0, 255]],
    ['BYTEARRAY8', '\x96\x01\x00\x00\x00\x00\x00\x00\x00\x07.', [7]],
  ])('reads %s', (_, text, value) => {
    expect(load(text)).toEqual(value);
  });

  it.each([
    ['a tuple by MARK', '(K\x01K\x02t.', [1, 2]],
    ['an empty tuple', ').', []],
    ['nested tuples', 'K\x01\x85K\x02\x86.', [[1], 2]],
    ['a list by APPEND', ']K\x01aK\x02a.', [1, 2]],
    ['a list by APPENDS', '](K\x01K\x02e.', [1, 2]],
    ['a list of protocol 0', '(I1\nI2\nl.', [1, 2]],
    ['a dict by SETITEM', '}K\x01K\x02s.', new Map([[1, 2]])],
    ['a dict by SETITEMS', '}(\x8c\x09__proto__K\x02u.', new Map([['__proto__', 2]])],
    ['a dict of protocol 0', '(I1\nI2\nd.', new Map([[1, 2]])],
    ['a set', '\x8f(K\x01K\x02\x90.', new Set([1, 2])],
    ['a frozenset', '(K\x01\x91.', new Set([1])],
    ['DUP', 'K\x01\x32\x86.', [1, 1]],
    ['POP of a MARK', 'K\x01(0.', 1],
    ['POP_MARK', 'K\x01(K\x02K\x031.', 1],
    ['the memo', '\x80\x04]\x94K\x07a0h\x00.', [7]],
    ['PUT and GET', 'K\x05p300\n0g300\n.', 5],
    ['LONG_BINPUT', 'K\x05r\xff\xff\xff\xff0j\xff\xff\xff\xff.', 5],
  ])('builds %s', (_, text, value) => {
    expect(load(text)).toEqual(value);
  });

  it.each([
    ['GLOBAL and REDUCE', 'cm\nok\nK\x01\x85R.', '[1]'],
    ['STACK_GLOBAL', '\x8c\x01m\x8c\x02ok\x93)R.', '[]'],
    ['NEWOBJ', 'cm\nok\nK\x01\x85\x81.', '[1]'],
    ['NEWOBJ_EX', 'cm\nok\nK\x01\x85}\x92.', '[1]'],
    ['INST', '(K\x01im\nok\n.', '[1]'],
    ['OBJ', '(cm\nok\nK\x01o.', '[1]'],
    ['BUILD', 'cm\nok\n)R}b.', '[]'],
    ['BINPERSID', 'K\x01\x85Q.', 'id [1]'],
    ['PERSID', 'P12\n.', 'id "12"'],
  ])('asks the world for %s', (_, text, value) => {
    expect(load(text)).toBe(value);
  });

  it('tells where the pickle ends', () => {
    expect(unpickle(pickle('K\x01.K\x02.'), world, 3)).toEqual({ value: 2, end: 6 });
  });

  it.each([
    ['refused-global', 'cm\nok.x\n.'],
    ['refused-global', '(iM\nok\n.'],
    ['corrupt', 'K\x01K\x02\x93.'],
    ['corrupt', 'cm\nok\n)}K\x01K\x01s\x92.'],
    ['corrupt', '\x80\x06N.'],
    ['corrupt', '\x82\x01.'],
    ['corrupt', '\x97.'],
    ['corrupt', '.'],
    ['corrupt', 'K\x01(.'],
    ['corrupt', 'N00.'],
    ['corrupt', 'Nt.'],
    ['corrupt', 'K\x01(\x85.'],
    ['corrupt', 'h\x01.'],
    ['corrupt', '}]Ns.'],
    ['corrupt', '}(Nu.'],
    ['corrupt', 'Na.'],
    ['corrupt', 'Iabc\n.'],
    ['corrupt', 'F0x10\n.'],
    ['corrupt', 'Sabc\n.'],
    ['corrupt', 'X\x01\x00\x00\x00\xff.'],
    ['corrupt', 'T\xff\xff\xff\xff.'],
    ['truncated', ''],
    ['truncated', 'K'],
    ['truncated', 'I1'],
    ['truncated', '\x8e\xff\xff\xff\xff\xff\xff\xff\xff.'],
    ['truncated', '\x95\x02\x00\x00\x00\x00\x00\x00\x00.'],
    ['too-large', `I${'1'.repeat(5000)}\n.`],
    ['too-large', `\x8b\x00\x02\x00\x00${'\x01'.repeat(512)}.`],
    ['too-deep', `${']'.repeat(5000)}${'a'.repeat(4999)}.`],
    ['too-deep', `${'('.repeat(5000)}${'t'.repeat(5000)}.`],
  ])('answers %s for pickle %#', (code, text) => {
    expect(codeOf(text)).toBe(code);
  });
});
