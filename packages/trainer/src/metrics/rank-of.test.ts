import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rankOf } from './rank-of.js';

describe('rankOf', () => {
  it('counts the larger logits', () => {
    const logits = Float32Array.of(0.1, 3, -2, 1);
    expect([0, 1, 2, 3].map((label) => rankOf(logits, label))).toEqual([2, 0, 3, 1]);
  });

  it('gives equal logits different ranks', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rows, (row) => {
        const ranks = row.map((_, label) => rankOf(Float32Array.from(row), label));
        expect(ranks.toSorted((a, b) => a - b)).toEqual(row.map((_, i) => i));
      }),
    );
  });

  it('never takes a network that gives NaN for a good one', () => {
    const logits = new Float32Array(10).fill(Number.NaN);
    expect(rankOf(logits, 0)).toBe(9);
  });
});
