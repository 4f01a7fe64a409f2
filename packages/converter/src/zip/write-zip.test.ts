import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { openArchive, readEntry } from './archive.js';
import { writeZip } from './write-zip.js';

const files = fc.uniqueArray(
  fc.record({ name: fc.stringMatching(/^[a-zé][\w/é]{0,8}$/), content: fc.uint8Array() }),
  { selector: ({ name }) => name },
);

describe('writeZip', () => {
  it('writes what fflate and our own reader read', () => {
    fc.assert(
      fc.property(files, fc.constantFrom(1, 64), (written, alignment) => {
        const zip = writeZip(written, { alignment });
        const read = unzipSync(zip);
        const archive = openArchive(zip);
        expect([...archive.entries.keys()]).toEqual(written.map(({ name }) => name));
        for (const { name, content } of written) {
          expect([...read[name]]).toEqual([...content]);
          const entry = archive.entries.get(name);
          expect(entry && [...readEntry(archive, entry)]).toEqual([...content]);
        }
      }),
    );
  });

  it('refuses more files and longer names than its fields can count', () => {
    const content = new Uint8Array(0);
    const many = Array.from({ length: 0xffff }, (_, i) => ({ name: String(i), content }));
    const long = [{ name: 'n'.repeat(0x10000), content }];
    for (const written of [many, long]) {
      expect(() => writeZip(written)).toThrow(expect.objectContaining({ code: 'too-large' }));
    }
  });

  it('begins each content at a multiple of the alignment', () => {
    fc.assert(
      fc.property(files, fc.constantFrom(8, 64, 4096), (written, alignment) => {
        const archive = openArchive(writeZip(written, { alignment }));
        for (const entry of archive.entries.values()) {
          expect(readEntry(archive, entry).byteOffset % alignment).toBe(0);
        }
      }),
    );
  });
});
