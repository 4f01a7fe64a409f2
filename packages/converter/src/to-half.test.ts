import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { halfToNumber, numberToHalf } from './half.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32, toFloat32 } from './tensor-values.js';
import { toHalf } from './to-half.js';

const halve = (key: string, value: number) =>
  toHalf(new Map([[key, fromFloat32(Float32Array.of(value), [1])]])).get(key);

describe('toHalf', () => {
  it('keeps eleven bits of every value that float16 has room for', () => {
    fc.assert(
      fc.property(fc.float({ min: 2 ** -14, max: 65504, noNaN: true }), (value) => {
        const half = halve('w', value);
        expect(half?.dtype).toBe('F16');
        const error = Math.abs((half ? toFloat32(half)[0] : Number.NaN) - value);
        expect(error).toBeLessThanOrEqual(value * 2 ** -11);
      }),
    );
  });

  it('refuses a value that would become infinite, and names it', () => {
    expect(() => halve('bn.running_var', 70000)).toThrow(
      expect.objectContaining({ code: 'not-representable', subject: 'bn.running_var' }),
    );
  });

  const halveDouble = (value: number) =>
    toHalf(new Map([['w', fromFloat32(Float64Array.of(value), [1], 'F64')]])).get('w');

  it('refuses a float64 that not even float32 holds', () => {
    expect(() => halveDouble(1e39)).toThrow(expect.objectContaining({ code: 'not-representable' }));
  });

  it('rounds a float64 once, to the nearest half', () => {
    // By way of float32 it would become the tie 1 + 2^-11, and that 1.
    expect(toFloat32(halveDouble(1 + 2 ** -11 + 2 ** -30) as StoredTensor)).toEqual(
      Float32Array.of(1 + 2 ** -10),
    );
    fc.assert(
      fc.property(fc.double({ min: 2 ** -30, max: 65504, noNaN: true }), (value) => {
        const bits = numberToHalf(value);
        const error = Math.abs(halfToNumber(bits) - value);
        for (const other of [bits - 1, bits + 1]) {
          if (other >= 0)
            expect(Math.abs(halfToNumber(other) - value)).toBeGreaterThanOrEqual(error);
        }
      }),
    );
  });

  it('leaves counters whole', () => {
    expect(halve('bn.num_batches_tracked', 500001)?.dtype).toBe('F32');
  });
});
