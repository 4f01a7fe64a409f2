import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hellinger } from './hellinger.js';

const normal = fc.record({
  mean: fc.double({ min: -10, max: 10, noNaN: true }),
  variance: fc.double({ min: 1e-5, max: 100, noNaN: true }),
});

/** The definition: half the integral of the squared difference of the densities' roots. */
function byIntegral(a: { mean: number; variance: number }, b: typeof a): number {
  const root = (x: number, { mean, variance }: typeof a): number =>
    Math.exp((-0.25 * (x - mean) ** 2) / variance) / (2 * Math.PI * variance) ** 0.25;
  let sum = 0;
  for (let x = -30; x < 30; x += 1e-3) sum += (root(x, a) - root(x, b)) ** 2 * 1e-3;
  return sum / 2;
}

describe('hellinger', () => {
  it('is what its definition says', () => {
    const [a, b] = [
      { mean: 0.5, variance: 1 },
      { mean: -1, variance: 4 },
    ];
    expect(hellinger(a, b)).toBeCloseTo(byIntegral(a, b), 6);
  });

  it('is symmetric, within 0 to 1, and 0 for the same', () => {
    fc.assert(
      fc.property(normal, normal, (a, b) => {
        const distance = hellinger(a, b);
        expect(distance).toBeCloseTo(hellinger(b, a), 12);
        expect(distance).toBeGreaterThanOrEqual(-1e-12);
        expect(distance).toBeLessThanOrEqual(1);
        expect(hellinger(a, a)).toBeCloseTo(0, 12);
      }),
    );
  });
});
