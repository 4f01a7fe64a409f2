import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromFloat32 } from '../tensor-values.js';
import { writeNpy } from './write-npy.js';

/** The header's text and where the data begin. */
function parse(npy: Uint8Array): { readonly text: string; readonly begin: number } {
  expect(String.fromCharCode(...npy.subarray(0, 8))).toBe('\x93NUMPY\x01\x00');
  const begin = 10 + npy[8] + npy[9] * 256;
  return { text: String.fromCharCode(...npy.subarray(10, begin)), begin };
}

describe('writeNpy', () => {
  it('writes the header of NumPy and the elements behind it', () => {
    const npy = writeNpy('w', fromFloat32(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]));
    const { text, begin } = parse(npy);
    expect(text.trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    expect([...new Float32Array(npy.slice(begin).buffer)]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('ends every header with a new line at a multiple of 64', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 30 }), (sizes) => {
        const shape = [...sizes, 0];
        const { text, begin } = parse(writeNpy('w', fromFloat32(new Float32Array(0), shape)));
        expect(begin % 64).toBe(0);
        expect(text.endsWith('\n')).toBe(true);
        const found = /'shape': \((.*)\), }/.exec(text)?.[1].split(',').filter(Boolean);
        expect(found?.map(Number)).toEqual(shape);
      }),
    );
  });

  it.each([
    ['F16', '<f2'],
    ['F64', '<f8'],
    ['BF16', '<f4'],
  ] as const)('writes %s as %s', (dtype, descr) => {
    const npy = writeNpy('w', fromFloat32(Float32Array.of(1.5), [], dtype));
    expect(parse(npy).text).toContain(`'descr': '${descr}', 'fortran_order': False, 'shape': ()`);
  });

  it('refuses a dtype that NumPy does not have', () => {
    const tensor = { dtype: 'F8_E4M3', shape: [1], bytes: Uint8Array.of(0) } as const;
    expect(() => writeNpy('w', tensor)).toThrow('w is stored as F8_E4M3');
  });
});
