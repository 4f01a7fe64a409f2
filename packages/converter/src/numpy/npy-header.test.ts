import { describe, expect, it } from '@jest/globals';
import { readNpyHeader } from './npy-header.js';

function npy(header: string, version = 1): Uint8Array {
  const text = Buffer.from(header, 'latin1');
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  length.writeUInt16LE(text.length);
  return Buffer.concat([Buffer.from('\x93NUMPY', 'latin1'), Buffer.of(version, 0), length, text]);
}

const read = (header: string, version?: number) => readNpyHeader('w', npy(header, version));

describe('readNpyHeader', () => {
  it.each([
    [`{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }   \n`, 'f4', [2, 3]],
    [`{'descr': '|b1', 'fortran_order': False, 'shape': (), }\n`, 'b1', []],
    [`{'descr':'<i8','fortran_order':False,'shape':(5L,)}`, 'i8', [5]],
  ])('reads %j', (header, code, shape) => {
    for (const version of [1, 2, 3]) {
      const { dtype, ...rest } = read(header, version);
      expect(dtype.code).toBe(code);
      expect(rest.shape).toEqual(shape);
      expect(rest.dataStart).toBe(npy(header, version).length);
    }
  });

  it('tells the order of bytes and of axes', () => {
    const { dtype, columnMajor } = read(`{'descr': '>f8', 'fortran_order': True, 'shape': (1,), }`);
    expect(dtype.byteOrder).toBe('>');
    expect(columnMajor).toBe(true);
  });

  it.each([
    `{'descr': '<f4', 'fortran_order': False, 'shape': (1 + 1,), }`,
    `{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }`,
    `{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }`,
    `{'descr': __import__('os').system('id'), 'fortran_order': False, 'shape': (1,), }`,
    `{'descr': '<f4', 'shape': (1,), }`,
  ])('evaluates nothing: %s', (header) => {
    expect(() => read(header)).toThrow(expect.objectContaining({ code: 'corrupt' }));
  });

  it.each(['', ','])('takes no quadratic time over blanks behind %j', (comma) => {
    const blanks = ' '.repeat(65_000);
    const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (1,)${comma}${blanks}`;
    const start = performance.now();
    expect(() => read(header)).toThrow(expect.objectContaining({ code: 'corrupt' }));
    expect(() => read(`${header}x`)).toThrow(expect.objectContaining({ code: 'corrupt' }));
    expect(performance.now() - start).toBeLessThan(1000);
    expect(read(`${header}}${'\n'.repeat(400)}`).shape).toEqual([1]);
  });

  it('refuses a version that does not exist and a header that is cut off', () => {
    expect(() => read('{}', 9)).toThrow('version 9');
    const cut = npy(`{'descr': '<f4', `).subarray(0, 20);
    expect(() => readNpyHeader('w', cut)).toThrow(expect.objectContaining({ code: 'truncated' }));
  });
});
