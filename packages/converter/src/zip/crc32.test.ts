import { describe, expect, it } from '@jest/globals';
import { crc32, crc32ByTable } from './crc32.js';

/** The definition, bit by bit. */
function bitByBit(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

describe.each([
  ['crc32', crc32],
  ['crc32ByTable', crc32ByTable],
])('%s', (_, crc) => {
  it('gives the check value of the catalogue of CRCs', () => {
    expect(crc(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  it('is what its definition says, at every length and alignment', () => {
    const bytes = Uint8Array.from({ length: 64 }, (_, i) => (i * 167 + 89) ^ (i << 3));
    for (let begin = 0; begin < 9; begin++) {
      for (let end = begin; end <= bytes.length; end++) {
        const part = bytes.subarray(begin, end);
        expect(crc(part)).toBe(bitByBit(part));
      }
    }
  });
});
