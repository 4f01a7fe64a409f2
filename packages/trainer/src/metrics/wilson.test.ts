import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wilsonInterval } from './wilson.js';

describe('wilsonInterval', () => {
  it('ends where the share is 1.96 deviations of the end away', () => {
    const counts = fc
      .integer({ min: 1, max: 50_000 })
      .chain((samples) => fc.tuple(fc.integer({ min: 0, max: samples }), fc.constant(samples)));
    fc.assert(
      fc.property(counts, ([hits, samples]) => {
        for (const end of wilsonInterval(hits, samples)) {
          const deviation = Math.sqrt((end * (1 - end)) / samples);
          expect(Math.abs(hits / samples - end)).toBeCloseTo(1.959964 * deviation, 6);
        }
      }),
    );
  });

  it('gives what a table gives for 5 of 10', () => {
    const [low, high] = wilsonInterval(5, 10);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2366', '0.7634']);
  });

  it('says nothing without samples', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});
