import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { openArchive, readEntry } from './archive.js';

const contents = fc.dictionary(
  fc.stringMatching(/^[a-zé][\w/é]{0,8}$/),
  fc.oneof(
    fc.uint8Array(),
    fc.integer({ min: 0, max: 5000 }).map((n) => new Uint8Array(n)),
  ),
  { noNullPrototype: true },
);

/** Opens an archive and reads all of it. */
function unpack(bytes: Uint8Array): Map<string, Uint8Array> {
  const archive = openArchive(bytes);
  return new Map([...archive.entries].map(([name, entry]) => [name, readEntry(archive, entry)]));
}

describe('zip archive', () => {
  it.each([0, 6] as const)('reads what fflate packs at level %d', (level) => {
    fc.assert(
      fc.property(contents, (files) => {
        const read = unpack(zipSync(files, { level }));
        expect(read.size).toBe(Object.keys(files).length);
        for (const [name, content] of read) {
          expect(Buffer.from(content).equals(files[name])).toBe(true);
        }
      }),
    );
  });

  it('gives stored entries without a copy', () => {
    const zip = zipSync({ a: Uint8Array.of(1, 2, 3) }, { level: 0 });
    expect(unpack(zip).get('a')?.buffer).toBe(zip.buffer);
  });

  it('finds the end record before a comment', () => {
    const zip = zipSync({ a: Uint8Array.of(1) });
    const commented = Uint8Array.of(...zip, 104, 105);
    commented[zip.length - 2] = 2;
    expect(unpack(commented).get('a')).toEqual(Uint8Array.of(1));
  });

  it('sees a flipped bit', () => {
    const zip = zipSync({ a: Uint8Array.of(1, 2, 3) }, { level: 0 });
    zip[zip.indexOf(3, 31)] ^= 1;
    expect(() => unpack(zip)).toThrow('CRC-32');
  });
});
