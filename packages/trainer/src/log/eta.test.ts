import { describe, expect, it } from '@jest/globals';
import { etaSeconds, formatDuration } from './eta.js';

describe('etaSeconds', () => {
  it('is nothing after the last batch of the last epoch', () => {
    const end = { epoch: 3, epochs: 3, iteration: 10, iterations: 10, batchSec: 2 };
    expect(etaSeconds(end)).toBe(0);
    expect(etaSeconds({ ...end, epoch: 2 })).toBe(20);
  });
});

describe('formatDuration', () => {
  it.each([
    [0.9, '0:00:00'],
    [17_870.2, '4:57:50'],
    [86_399, '23:59:59'],
    [86_400 + 61, '1 day, 0:01:01'],
    [3 * 86_400, '3 days, 0:00:00'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
