import { describe, expect, it } from '@jest/globals';
import { topClasses } from './top-classes.js';

describe('topClasses', () => {
  it('gives the softmax of the largest logits, best first, equal ones by id', () => {
    const logits = Float32Array.of(0, Math.log(2), Math.log(5), Math.log(2));
    const top = topClasses(logits, { top: 3, labels: ['a', 'b', 'c', 'd'] });
    expect(top.map(({ id }) => id)).toEqual([2, 1, 3]);
    expect(top.map(({ label }) => label)).toEqual(['c', 'b', 'd']);
    [0.5, 0.2, 0.2].forEach((score, i) => expect(top[i].score).toBeCloseTo(score, 7));
  });

  it('does not overflow, gives no more classes than there are, and numbers them without names', () => {
    expect(topClasses(Float32Array.of(1000, 0), { top: 5 })).toEqual([
      { id: 0, label: 'class 0', score: 1 },
      { id: 1, label: 'class 1', score: 0 },
    ]);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %p among the logits', (value) => {
    expect(() => topClasses(Float32Array.of(0, value), { top: 1 })).toThrow('weights hold NaN');
  });
});
