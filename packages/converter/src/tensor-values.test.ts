import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ConverterError } from './errors.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32, toFloat32, toFloat64 } from './tensor-values.js';

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

describe('toFloat32 and fromFloat32', () => {
  it('are inverse for float32 and float64, bit for bit', () => {
    const dtypes = fc.constantFrom('F32' as const, 'F64' as const);
    fc.assert(
      fc.property(fc.float32Array(), dtypes, (values, dtype) => {
        const tensor = fromFloat32(values, [values.length], dtype);
        expect(toFloat32(tensor)).toEqual(values);
      }),
    );
  });

  it('are inverse for halves once the values are rounded', () => {
    const dtypes = fc.constantFrom('F16' as const, 'BF16' as const);
    fc.assert(
      fc.property(fc.float32Array(), dtypes, (values, dtype) => {
        const rounded = toFloat32(fromFloat32(values, [values.length], dtype));
        expect(toFloat32(fromFloat32(rounded, [values.length], dtype))).toEqual(rounded);
      }),
    );
  });

  it('read at any alignment', () => {
    const padded = new Uint8Array(9);
    padded.set(bytesOf(Float32Array.of(1.5, -2)), 1);
    const tensor: StoredTensor = { dtype: 'F32', shape: [2], bytes: padded.subarray(1) };
    expect(toFloat32(tensor)).toEqual(Float32Array.of(1.5, -2));
  });

  it('copy, so that the file stays as it is', () => {
    const tensor = fromFloat32(Float32Array.of(1), [1]);
    toFloat32(tensor)[0] = 2;
    expect(toFloat32(tensor)[0]).toBe(1);
  });

  it('refuse a shape of another size', () => {
    expect(() => fromFloat32(new Float32Array(5), [2, 3])).toThrow(ConverterError);
  });
});

describe('toFloat64', () => {
  it.each([
    ['I64', BigInt64Array.of(-5n, 2n ** 53n), [-5, 2 ** 53]],
    ['U64', BigUint64Array.of(7n), [7]],
    ['I32', Int32Array.of(-(2 ** 31)), [-(2 ** 31)]],
    ['U32', Uint32Array.of(2 ** 32 - 1), [2 ** 32 - 1]],
    ['I16', Int16Array.of(-3), [-3]],
    ['U16', Uint16Array.of(65535), [65535]],
    ['I8', Int8Array.of(-1), [-1]],
    ['U8', Uint8Array.of(255), [255]],
    ['BOOL', Uint8Array.of(0, 1, 2), [0, 1, 1]],
    ['F64', Float64Array.of(0.1), [0.1]],
  ] as const)('reads %s', (dtype, values, expected) => {
    const bytes = bytesOf(values);
    expect([...toFloat64({ dtype, shape: [values.length], bytes })]).toEqual(expected);
  });

  it.each(['C64', 'C128', 'F8_E4M3', 'F8_E5M2'] as const)('refuses %s', (dtype) => {
    const tensor: StoredTensor = { dtype, shape: [1], bytes: new Uint8Array(16) };
    expect(() => toFloat64(tensor)).toThrow(expect.objectContaining({ code: 'unsupported-dtype' }));
  });
});
