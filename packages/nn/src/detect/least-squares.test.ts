import { describe, expect, it } from '@jest/globals';
import { leastSquares } from './least-squares.js';

describe('leastSquares', () => {
  it('solves what can be solved', () => {
    const rows = [
      [0, 1, 2],
      [3, 0, 1],
      [1, 1, 1],
      [2, 5, 0],
    ];
    const truth = [2, -1, 0.5];
    const targets = rows.map((row) => row.reduce((sum, v, i) => sum + v * truth[i], 0));
    leastSquares(rows, targets)?.forEach((value, i) => expect(value).toBeCloseTo(truth[i], 10));
    expect(leastSquares(rows, targets)).toHaveLength(3);
  });

  it('takes the middle of what contradicts', () => {
    expect(leastSquares([[1], [1]], [1, 3])?.[0]).toBeCloseTo(2, 12);
  });

  it('says where it is left open', () => {
    expect(
      leastSquares(
        [
          [1, 1],
          [2, 2],
        ],
        [1, 2],
      ),
    ).toBeUndefined();
    expect(leastSquares([[0], [0]], [1, 1])).toBeUndefined();
  });
});
