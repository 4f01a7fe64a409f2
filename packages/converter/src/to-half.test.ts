import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
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

  it('leaves counters whole', () => {
    expect(halve('bn.num_batches_tracked', 500001)?.dtype).toBe('F32');
  });
});
