import { describe, expect, it } from '@jest/globals';
import { addReal, EMPTY_REAL_TALLY, summarizeReal } from './real-accuracy.js';

describe('ReaL accuracy', () => {
  it('takes any right label, and leaves out pictures without one', () => {
    const logits = Float32Array.of(3, 1, 2, /**/ 0, 5, 1, /**/ 0, 0, 9, /**/ 1, 2, 3);
    const tally = addReal(EMPTY_REAL_TALLY, logits, [[1, 0], [2], [], [2, 0, 1]]);
    expect(tally).toEqual({ samples: 3, hits: 2 });
    const twice = addReal(tally, logits.subarray(0, 3), [[1]]);
    expect(summarizeReal(twice)).toMatchObject({ samples: 4, top1: 0.5 });
    expect(summarizeReal(EMPTY_REAL_TALLY)).toEqual({ samples: 0, top1: 0, interval95: [0, 1] });
  });

  it('never counts a broken network as right', () => {
    const logits = Float32Array.of(Number.NaN, 1, 2);
    expect(addReal(EMPTY_REAL_TALLY, logits, [[2]])).toEqual({ samples: 1, hits: 0 });
  });
});
