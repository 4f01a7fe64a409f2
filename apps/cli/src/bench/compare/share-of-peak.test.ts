import { describe, expect, it } from '@jest/globals';
import { shareOfPeak } from './share-of-peak.js';

/** 311 million multiply-adds: 10.5 ms at 59 GFLOPS. */
const result = { variant: 'mobilenext-1.0', input: 224, threads: 1, minMs: 21 };

describe('shareOfPeak', () => {
  it('is the floor by the time', () => {
    expect(shareOfPeak('infer', result, 59)).toBeCloseTo(10.55 / 21, 2);
  });

  it('takes a training step for three passes, and two threads for two cores', () => {
    const share = shareOfPeak('infer', result, 59);
    expect(shareOfPeak('train', result, 59)).toBeCloseTo(3 * share);
    expect(shareOfPeak('infer', { ...result, threads: 2 }, 59)).toBeCloseTo(share / 2);
  });
});
