import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fileOf, float32, safetensorsOf } from '../../test/weights-file.js';
import { RuntimeError } from '../errors.js';
import { floatValues } from './float-values.js';
import { readSafetensors } from './read-safetensors.js';

const file = safetensorsOf(
  {
    a: float32([2, 2], Float32Array.of(1, -2, 3.5, 0)),
    'b.weight': { dtype: 'BF16', shape: [1], bytes: Uint8Array.of(0x80, 0x3f) },
    counter: { dtype: 'I64', shape: [], bytes: new Uint8Array(8) },
  },
  { format: 'pt' },
);

/** What reading everything in the file comes to. */
function outcome(bytes: Uint8Array): string {
  try {
    for (const [key, tensor] of readSafetensors(bytes).tensors) {
      if (tensor.dtype !== 'I64') floatValues(key, tensor);
    }
    return 'read';
  } catch (error) {
    if (error instanceof RuntimeError) return error.code;
    throw error;
  }
}

const header = (fields: string): Uint8Array => fileOf(fields, [new Uint8Array(8)]);
const tensor = (fields: object): Uint8Array =>
  header(JSON.stringify({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...fields } }));

describe('readSafetensors', () => {
  it('finds tensors and metadata, whatever the alignment of the file', () => {
    for (let offset = 0; offset < 4; offset++) {
      const moved = Buffer.alloc(file.length + offset);
      moved.set(file, offset);
      const { tensors, metadata } = readSafetensors(moved.subarray(offset));
      expect(metadata).toEqual({ format: 'pt' });
      const [a] = [...tensors.values()];
      expect([...floatValues('a', a)]).toEqual([1, -2, 3.5, 0]);
      expect(tensors.get('counter')?.shape).toEqual([]);
    }
  });

  it.each([
    ['a length of 2^63', new Uint8Array(16).fill(0x80)],
    ['no JSON', header('{"w"')],
    ['no UTF-8', fileOf('{}', []).fill(0xff, 8)],
    ['an array', header('[]')],
    ['metadata of numbers', header('{"__metadata__":{"a":1}}')],
    ['an entry that is null', header('{"w":null}')],
    ['no dtype', tensor({ dtype: undefined })],
    ['an unknown dtype', tensor({ dtype: 'F8_E4M3' })],
    ['a dtype of Object.prototype', tensor({ dtype: 'constructor' })],
    ['a negative size', tensor({ shape: [-2] })],
    ['a size of 2^53', tensor({ shape: [2 ** 53] })],
    ['sizes that overflow', tensor({ shape: [2 ** 30, 2 ** 30] })],
    ['another size than its data', tensor({ shape: [3] })],
    ['an end before the beginning', tensor({ data_offsets: [8, 0] })],
    ['an end behind the file', tensor({ data_offsets: [0, 12], shape: [3] })],
    ['one offset', tensor({ data_offsets: [8] })],
  ])('refuses %s', (_, bytes) => {
    expect(outcome(bytes)).toBe('WEIGHTS');
  });

  it('says what a file that is no safetensors seems to be', () => {
    const read = (text: string) => () => readSafetensors(new TextEncoder().encode(text));
    expect(read('<!doctype html><html>')).toThrow('a web page');
    expect(read('PK\u0003\u0004 and so on')).toThrow('`mobilenext convert`');
    expect(read('version https://git-lfs.github.com/spec/v1')).toThrow('a pointer of git-lfs');
    expect(read('PK')).toThrow('the weights are 2 bytes');
  });

  it('refuses a file that is cut off anywhere', () => {
    for (let length = 0; length < file.length; length++) {
      expect(outcome(file.subarray(0, length))).toBe('WEIGHTS');
    }
  });

  it('reads or refuses whatever is changed in the header, and takes no memory for it', () => {
    const headerLength = 8 + Number(new DataView(file.buffer).getBigUint64(0, true));
    const change = fc.tuple(fc.nat(headerLength - 1), fc.nat(255));
    const before = process.memoryUsage().arrayBuffers;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = file.slice();
        for (const [at, byte] of changes) changed[at] = byte;
        expect(['read', 'WEIGHTS']).toContain(outcome(changed));
      }),
      { numRuns: 3000 },
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 2 ** 20);
  });
});
