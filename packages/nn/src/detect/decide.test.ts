import { describe, expect, it } from '@jest/globals';
import { agree, decide } from './decide.js';

const costs = (...pairs: readonly (readonly [string, number])[]) =>
  pairs.map(([answer, distance]) => ({ answer, cost: Math.log(distance) }));

describe('decide', () => {
  it('compares the best with the next best of another answer', () => {
    const decision = decide(costs(['b', 0.3], ['a', 0.1], ['a', 0.15], ['c', 0.9]), 2);
    expect(decision).toMatchObject({ answer: 'a', rival: 'b', clear: true });
    expect(decision.margin).toBeCloseTo(3);
  });

  it('is not clear below the margin', () => {
    expect(decide(costs(['a', 0.1], ['b', 0.15]), 2).clear).toBe(false);
  });

  it('is clear where nothing else is possible', () => {
    const decision = decide(costs(['a', 0.5]), 2);
    expect(decision).toMatchObject({ answer: 'a', margin: Number.POSITIVE_INFINITY, clear: true });
    expect(decision).not.toHaveProperty('rival', expect.anything());
  });

  it('finds the best around one that is no number', () => {
    const decision = decide(costs(['b', 0.3], ['c', Number.NaN], ['a', 0.1], ['d', 0.9]), 2);
    expect(decision).toMatchObject({ answer: 'a', rival: 'b', clear: true });
  });

  it('is not clear where a distance is no number', () => {
    expect(decide(costs(['a', Number.NaN], ['b', Number.NaN]), 2).clear).toBe(false);
  });
});

describe('agree', () => {
  const decision = (answer: string, margin: number) =>
    decide(costs([answer, 1], [answer === 'a' ? 'b' : 'a', margin]), 2);

  it('is as clear as the least clear', () => {
    const together = agree([decision('a', 9), decision('a', 3), decision('a', 5)]);
    expect(together).toMatchObject({ answer: 'a', rival: 'b', clear: true });
    expect(together.margin).toBeCloseTo(3);
    expect(agree([decision('a', 9), decision('a', 1.5)])).toMatchObject({
      answer: 'a',
      clear: false,
    });
  });

  it('tells nothing where answers differ, however clear each is', () => {
    const together = agree([decision('a', 9), decision('b', 50)]);
    expect(together).toMatchObject({ answer: 'a', rival: 'b', margin: 1, clear: false });
  });

  it('is not clear beside what is no number', () => {
    const damaged = decide(costs(['a', Number.NaN], ['b', Number.NaN]), 2);
    expect(agree([decision('a', 9), damaged]).clear).toBe(false);
  });
});
