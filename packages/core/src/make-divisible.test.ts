import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { makeDivisible } from './make-divisible.js';

const channels = fc.double({ min: 0.01, max: 5000, noNaN: true });
const divisor = fc.integer({ min: 1, max: 64 });

describe('makeDivisible', () => {
  it.each([
    [3.2, 4, 4],
    [3.2, 8, 8],
    [12, 8, 16], // a tie
    [11, 8, 16], // 8 would be more than 10 % below
    [8.8, 8, 8],
    [33.6, 8, 32],
    [50.4, 8, 48],
    [1792, 8, 1792],
    [20, 16, 32],
  ])('rounds %d to a multiple of %d: %d', (from, by, to) => {
    expect(makeDivisible(from, by)).toBe(to);
  });

  it('gives a positive multiple of the divisor', () => {
    fc.assert(
      fc.property(channels, divisor, (c, d) => {
        const rounded = makeDivisible(c, d);
        expect(rounded).toBeGreaterThanOrEqual(d);
        expect(rounded % d).toBe(0);
      }),
    );
  });

  it('loses at most a tenth and adds less than one divisor', () => {
    fc.assert(
      fc.property(channels, divisor, (c, d) => {
        const rounded = makeDivisible(c, d);
        expect(rounded).toBeGreaterThanOrEqual(0.9 * c);
        expect(rounded).toBeLessThan(c + d);
      }),
    );
  });

  it('keeps multiples as they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), divisor, (times, d) => {
        expect(makeDivisible(times * d, d)).toBe(times * d);
      }),
    );
  });

  it('never gives less for more', () => {
    fc.assert(
      fc.property(channels, channels, divisor, (a, b, d) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        expect(makeDivisible(less, d)).toBeLessThanOrEqual(makeDivisible(more, d));
      }),
    );
  });
});
