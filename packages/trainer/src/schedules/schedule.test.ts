import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CosineSchedule } from './cosine.js';
import { rateAt } from './schedule.js';

const PADDLE: CosineSchedule = {
  kind: 'cosine',
  rate: 0.1,
  minimumRate: 1e-5,
  warmupRate: 1e-4,
  warmup: 3,
  warmupUnit: 'epochs',
  per: 'epoch',
  cosineFrom: 'warmup',
};
const LENGTH = { epochs: 200, iterationsPerEpoch: 2502 };

describe('rateAt', () => {
  it('runs the whole first epoch at the warm-up rate and reaches the full one after the warm-up', () => {
    const rates = [0, 1, 2, 3].map((epoch) => rateAt(PADDLE, { epoch, iteration: 7 }, LENGTH));
    expect(rates).toEqual([1e-4, 0.0334, 0.0667, 0.1].map((rate) => expect.closeTo(rate, 12)));
  });

  it('gives the rate that PaddleClas logged in epoch 187 of 200', () => {
    // The log counts epochs from 1.
    const rate = rateAt(PADDLE, { epoch: 186, iteration: 1350 }, LENGTH);
    expect(rate.toFixed(8)).toBe('0.00125084');
  });

  it('moves at every iteration if asked to', () => {
    const schedule = { ...PADDLE, per: 'iteration' } as const;
    const first = rateAt(schedule, { epoch: 0, iteration: 0 }, LENGTH);
    const second = rateAt(schedule, { epoch: 0, iteration: 1 }, LENGTH);
    expect(first).toBe(1e-4);
    expect(second - first).toBeCloseTo((0.1 - 1e-4) / (3 * 2502), 12);
  });

  it('keeps a constant rate', () => {
    expect(rateAt({ kind: 'constant', rate: 1e-5 }, { epoch: 9, iteration: 3 }, LENGTH)).toBe(1e-5);
  });

  it('needs no warm-up', () => {
    expect(rateAt({ ...PADDLE, warmup: 0 }, { epoch: 0, iteration: 0 }, LENGTH)).toBe(0.1);
  });

  it('stays between its extremes and only falls after the warm-up, whatever the run', () => {
    const runs = fc.record({
      epochs: fc.integer({ min: 1, max: 40 }),
      iterationsPerEpoch: fc.integer({ min: 1, max: 30 }),
      warmup: fc.double({ min: 0, max: 0.9, noNaN: true }),
      per: fc.constantFrom('iteration' as const, 'epoch' as const),
      cosineFrom: fc.constantFrom('warmup' as const, 'start' as const),
    });
    fc.assert(
      fc.property(runs, ({ warmup, per, cosineFrom, ...length }) => {
        const schedule = { ...PADDLE, warmup, per, cosineFrom, warmupUnit: 'share' } as const;
        const steps = length.epochs * length.iterationsPerEpoch;
        const rates = Array.from({ length: steps }, (_, step) =>
          rateAt(
            schedule,
            {
              epoch: Math.floor(step / length.iterationsPerEpoch),
              iteration: step % length.iterationsPerEpoch,
            },
            length,
          ),
        );
        const top = rates.indexOf(Math.max(...rates));
        expect(Math.min(...rates)).toBeGreaterThan(0.99e-5);
        expect(rates[top]).toBeLessThanOrEqual(0.1 + 1e-15);
        expect(
          rates.slice(top).every((rate, i, falling) => i === 0 || rate <= falling[i - 1]),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
