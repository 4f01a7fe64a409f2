import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median, perPicture, ratio } from './statistics.js';

describe('median', () => {
  it.each([
    [[3], 3],
    [[4, 1, 3], 3],
    [[10, 9, 1, 2], 5.5],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  it('has as many values below it as above', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe('perPicture', () => {
  it('divides the runs of all rounds by the pictures of one', () => {
    const rounds = [
      [8, 12],
      [16, 20, 40],
    ];
    expect(perPicture(rounds, 4)).toEqual({ minMs: 2, medianMs: 4 });
  });
});

describe('ratio', () => {
  it('is above 1 where the first is faster', () => {
    expect(ratio([[2], [2]], [[6], [6]])).toBe(3);
  });

  it('does not change when the machine is slow for a round', () => {
    const ours = [[2], [2], [2]];
    const theirs = [[4], [4], [4]];
    const slowed = (rounds: number[][]): number[][] =>
      rounds.map((runs, round) => runs.map((ms) => (round === 1 ? 10 * ms : ms)));
    expect(ratio(slowed(ours), slowed(theirs))).toBe(ratio(ours, theirs));
  });
});
