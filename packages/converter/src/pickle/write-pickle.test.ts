import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pickleWorld } from '../weights/world.js';
import { call, dict, globalNamed, type Picklable, tuple } from './picklable.js';
import { unpickle } from './unpickle.js';
import { isKind, type PickleValue } from './values.js';
import { writePickle } from './write-pickle.js';

const world = pickleWorld((id) => id);
const again = (value: Picklable): PickleValue => unpickle(writePickle(value, 3), world).value;

/** What a value is once it is read again, as plain arrays. */
function plain(value: PickleValue): unknown {
  if (isKind(value, 'tuple')) return value.items.map(plain);
  if (isKind(value, 'dict')) return [...value.entries].map((entry) => entry.map(plain));
  if (value instanceof Uint8Array) return [...value];
  return typeof value === 'bigint' ? Number(value) : value;
}

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.integer({ min: -300, max: 70000 }),
  fc.string({ unit: 'binary' }),
);

describe('writePickle', () => {
  it('writes leaves that are read as they were', () => {
    fc.assert(fc.property(leaf, (value) => expect(plain(again(value))).toEqual(value)));
  });

  it('writes tuples of any length and what they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(leaf, fc.array(leaf))), (items) => {
        const value = tuple(...items.map((item) => (Array.isArray(item) ? tuple(...item) : item)));
        expect(plain(again(value))).toEqual(items);
      }),
    );
  });

  it('writes more texts than one byte can number, each that comes again as a reference', () => {
    const texts = Array.from({ length: 300 }, (_, i) => `text number ${i}`);
    const once = writePickle(tuple(...texts), 2);
    const twice = writePickle(tuple(...texts, ...texts), 2);
    expect(plain(again(tuple(...texts, ...texts)))).toEqual([...texts, ...texts]);
    expect(twice.length - once.length).toBeLessThanOrEqual(300 * 5);
  });

  it('writes bytes, dicts and objects with entries', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(plain(again(dict([['key', bytes]])))).toEqual([['key', [...bytes]]]);
      }),
    );
    const orderedDict = globalNamed('collections.OrderedDict');
    expect(plain(again(call(orderedDict, tuple(), { entries: [[1, 'one']] })))).toEqual([
      [1, 'one'],
    ]);
  });

  it('refers to what lies outside by its id', () => {
    expect(plain(again({ kind: 'persistent', id: tuple('storage', 7) }))).toEqual(['storage', 7]);
  });
});
