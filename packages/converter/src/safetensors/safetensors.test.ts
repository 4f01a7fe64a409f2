import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DTYPE_BYTES, type Dtype } from '../dtype.js';
import { ConverterError } from '../errors.js';
import type { StoredTensor } from '../stored-tensor.js';
import { readSafetensors } from './read-safetensors.js';
import { writeSafetensors } from './write-safetensors.js';

const dtypes = fc.constantFrom(...(Object.keys(DTYPE_BYTES) as Dtype[]));
const shapes = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
const tensors = fc.tuple(dtypes, shapes).chain(([dtype, shape]): fc.Arbitrary<StoredTensor> => {
  const length = shape.reduce((a, b) => a * b, DTYPE_BYTES[dtype]);
  return fc
    .uint8Array({ minLength: length, maxLength: length })
    .map((bytes) => ({ dtype, shape, bytes }));
});
const names = fc
  .oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.constantFrom('__proto__', '0', 'a"b\\'))
  .filter((name) => name !== '__metadata__');
const maps = fc
  .array(fc.tuple(names, tensors), { minLength: 1, maxLength: 6 })
  .map((entries) => new Map(entries));
const metadata = fc.dictionary(names, fc.string(), { noNullPrototype: true });

/** A file with this header and that many bytes of data. */
function fileOf(header: unknown, dataLength: number): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const file = new Uint8Array(8 + json.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const codeOf = (file: Uint8Array): string => {
  try {
    readSafetensors(file);
  } catch (error) {
    if (error instanceof ConverterError) return error.code;
    throw error;
  }
  return 'read';
};

describe('safetensors', () => {
  it('gives back what was written, whatever the names', () => {
    fc.assert(
      fc.property(maps, metadata, (written, notes) => {
        const read = readSafetensors(writeSafetensors(written, notes));
        expect(read.tensors.size).toBe(written.size);
        for (const [name, tensor] of written) expect(read.tensors.get(name)).toEqual(tensor);
        expect(Object.entries(read.metadata)).toEqual(Object.entries(notes));
      }),
    );
  });

  it('writes the same bytes in whatever order the tensors come', () => {
    fc.assert(
      fc.property(maps, (written) => {
        const reversed = new Map([...written].reverse());
        expect(writeSafetensors(reversed)).toEqual(writeSafetensors(written));
      }),
    );
  });

  it('aligns the data to 8 bytes', () => {
    fc.assert(
      fc.property(maps, (written) => {
        const file = writeSafetensors(written);
        expect(Number(new DataView(file.buffer).getBigUint64(0, true)) % 8).toBe(0);
      }),
    );
  });

  it('does not write a tensor that is not as long as its shape', () => {
    const short: StoredTensor = { dtype: 'F32', shape: [2], bytes: new Uint8Array(4) };
    expect(() => writeSafetensors(new Map([['w', short]]))).toThrow('w: 4 bytes are given');
  });

  it.each([
    ['truncated', fileOf({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, 7)],
    ['corrupt', fileOf({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8] } }, 9)],
    ['corrupt', fileOf({ w: { dtype: 'F32', shape: [3], data_offsets: [0, 8] } }, 8)],
    ['corrupt', fileOf({ w: { dtype: 'F32', shape: [1], data_offsets: [4, 8] } }, 8)],
    ['out-of-bounds', fileOf({ w: { dtype: 'F32', shape: [1], data_offsets: [8, 4] } }, 8)],
    ['unsupported-dtype', fileOf({ w: { dtype: 'F7', shape: [1], data_offsets: [0, 4] } }, 4)],
    ['corrupt', fileOf('{"a":{"dtype":"U8","shape":[1],"shape":[1],"data_offsets":[0,1]}}', 1)],
    ['corrupt', fileOf('{"__metadata__":{"a":1}}', 0)],
    ['corrupt', fileOf('["a"]', 0)],
    ['not-a-checkpoint', fileOf('{}', 0)],
  ])('answers %s for case %#', (code, file) => {
    expect(codeOf(file)).toBe(code);
  });
});
