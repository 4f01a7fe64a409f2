import { describe, expect, it } from '@jest/globals';
import { averaged } from './averaged.js';

// Two pictures of two views each: of the first, one view is certain and one is not.
const logits = Float32Array.of(8, 0, -2, 0, 1, 1, 3, 1);
const two = { classes: 2, views: 2 } as const;

describe('averaged', () => {
  it('takes the mean of the logits of a picture', () => {
    expect([...averaged(logits, { ...two, of: 'logits' })]).toEqual([3, 0, 2, 1]);
  });

  it('takes the mean of the probabilities, and its logarithm', () => {
    const ofFirst = (a: number, b: number): number => Math.exp(a) / (Math.exp(a) + Math.exp(b));
    const first = (ofFirst(8, 0) + ofFirst(-2, 0)) / 2;
    const second = (ofFirst(1, 1) + ofFirst(3, 1)) / 2;
    const means = [...averaged(logits, { ...two, of: 'probabilities' })].map(Math.exp);
    [first, 1 - first, second, 1 - second].forEach((mean, i) => {
      expect(means[i]).toBeCloseTo(mean, 6);
    });
  });

  it('stays finite where a probability is too small for a number, and knows none at all', () => {
    const farApart = [0, -2000, Number.NEGATIVE_INFINITY];
    const twice = Float32Array.from([...farApart, ...farApart]);
    const means = averaged(twice, { classes: 3, views: 2, of: 'probabilities' });
    expect([...means]).toEqual(farApart);
  });

  it('leaves single views alone', () => {
    expect(averaged(logits, { classes: 2, views: 1, of: 'probabilities' })).toBe(logits);
  });
});
