import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bfloat16ToNumber, halfToNumber, numberToBfloat16, numberToHalf } from './half.js';

const allBits = Array.from({ length: 65536 }, (_, bits) => bits);

/** The value that lies nearest among all finite ones of a format, the even one of two as near. */
function nearestBits(value: number, widen: (bits: number) => number, infinity: number): number {
  let low = 0;
  let high = infinity;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (widen(middle) <= value) low = middle;
    else high = middle;
  }
  // Infinity takes part as the power of two that would follow the largest finite value.
  const above = high === infinity ? 2 * widen(infinity - 1) - widen(infinity - 2) : widen(high);
  const below = value - widen(low);
  const rest = above - value;
  if (below === rest) return low % 2 === 0 ? low : high;
  return below < rest ? low : high;
}

describe('float16', () => {
  it('is widened to known values', () => {
    const values = [0x0000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x3555, 0x7c00].map(
      halfToNumber,
    );
    expect(values).toEqual([0, 1, -2, 65504, 2 ** -24, 2 ** -14, 0.333251953125, Infinity]);
    expect(halfToNumber(0x7e00)).toBeNaN();
    expect(halfToNumber(0x8000)).toBe(-0);
  });

  it('comes back from being widened', () => {
    const numbers = allBits.filter((bits) => !Number.isNaN(halfToNumber(bits)));
    expect(numbers.map(halfToNumber).map(numberToHalf)).toEqual(numbers);
    expect(halfToNumber(numberToHalf(Number.NaN))).toBeNaN();
  });

  it('rounds to nearest even', () => {
    expect(
      [65519.996, 65520, 2 ** -25, 2 ** -25 * 1.0001, 1 + 2 ** -11, 1 + 3 * 2 ** -11].map(
        numberToHalf,
      ),
    ).toEqual([0x7bff, 0x7c00, 0x0000, 0x0001, 0x3c00, 0x3c02]);
    // As float32 they are the power of two.
    expect([2 - 2 ** -30, 2 ** -13 - 2 ** -45].map(numberToHalf)).toEqual([0x4000, 0x0800]);
    fc.assert(
      fc.property(fc.float({ min: 0, max: 70000, noNaN: true }), (value) => {
        expect(numberToHalf(value)).toBe(nearestBits(Math.min(value, 65536), halfToNumber, 0x7c00));
        expect(numberToHalf(-value)).toBe(numberToHalf(value) | 0x8000);
      }),
    );
  });
});

describe('bfloat16', () => {
  it('comes back from being widened', () => {
    const numbers = allBits.filter((bits) => !Number.isNaN(bfloat16ToNumber(bits)));
    expect(numbers.map(bfloat16ToNumber).map(numberToBfloat16)).toEqual(numbers);
    expect(bfloat16ToNumber(numberToBfloat16(Number.NaN))).toBeNaN();
  });

  it('rounds to nearest even', () => {
    expect([1 + 2 ** -8, 1 + 3 * 2 ** -8, 3.4e38].map(numberToBfloat16)).toEqual([
      0x3f80, 0x3f82, 0x7f80,
    ]);
    fc.assert(
      fc.property(fc.float({ min: 0, max: Math.fround(3e38), noNaN: true }), (value) => {
        expect(numberToBfloat16(value)).toBe(nearestBits(value, bfloat16ToNumber, 0x7f80));
      }),
    );
  });
});
