import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, nearest } from './nearest.js';

describe('editDistance', () => {
  it('is a distance', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(editDistance(a, a)).toBe(0);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });
});

describe('nearest', () => {
  it('orders by edits and leaves out what has little in common', () => {
    expect(nearest('weight', ['bias', 'weights', 'wieght', 'weight_g'], 2)).toEqual([
      'weights',
      'wieght',
    ]);
  });
});
