import { describe, expect, it } from '@jest/globals';
import { readPdparams } from '../paddle/read-pdparams.js';
import { readSafetensors } from '../safetensors/read-safetensors.js';

const pickle = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const tooLarge = expect.objectContaining({ code: 'too-large' }) as unknown as Error;

describe('a pickle that asks for more than its size allows', () => {
  it.each([
    ['empty dicts', '\x80\x02(' + '}'.repeat(200_000)],
    ['marks', '\x80\x02' + '('.repeat(2_000_000)],
    ['notes', '\x80\x04N' + '\x94'.repeat(600_000)],
    ['values', '\x80\x02' + 'N0'.repeat(3_000_000)],
    // One text, turned into bytes again and again.
    [
      'bytes',
      `\x80\x02c_codecs\nencode\nq\x00(X\x10\x27\x00\x00${'a'.repeat(10_000)}X\x06\x00\x00\x00latin1tq\x01` +
        'h\x00h\x01R0'.repeat(100),
    ],
  ])('is refused for its %s', (_, text) => {
    expect(() => readPdparams(pickle(`${text}.`))).toThrow(tooLarge);
  });
});

it('a safetensors header of some megabytes is refused before it is parsed', () => {
  const file = new Uint8Array(3 * 2 ** 20);
  new DataView(file.buffer).setBigUint64(0, BigInt(file.length - 8), true);
  file.fill(0x5b, 8);
  file[8] = 0x7b;
  expect(() => readSafetensors(file)).toThrow(tooLarge);
});
