import { describe, expect, it } from '@jest/globals';
import { compareLogits } from './compare-logits.js';

describe('compareLogits', () => {
  it('relates the largest error to the largest absolute true logit', () => {
    const { maxAbsError, relativeError } = compareLogits([1, -3.5, 2, 0], [1, -4, 2, 0], 2);
    expect(maxAbsError).toBe(0.5);
    expect(relativeError).toBe(0.125);
  });

  it('looks at the best class of every picture', () => {
    expect(compareLogits([1, 2, 9, 8], [1, 2, 9, 8], 2).top1Agrees).toBe(true);
    expect(compareLogits([1, 2, 7, 8], [1, 2, 9, 8], 2).top1Agrees).toBe(false);
  });

  it('takes NaN for infinitely wrong', () => {
    expect(compareLogits([Number.NaN, 1], [1, 1], 2).maxAbsError).toBe(Number.POSITIVE_INFINITY);
  });
});
