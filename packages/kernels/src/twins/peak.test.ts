import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import { fills } from '../../test/tensors.js';

describe('peakMultiplyAdds', () => {
  it('does all the multiply-adds that it is timed by', () =>
    fc.assert(
      fc.asyncProperty(fills, fc.integer({ min: 0, max: 30 }), async (fill, iterations) => {
        const tensors = { x: fill(4), y: fill(4), sums: fill(48) };
        expect(await disagreement('peakMultiplyAdds', { ...tensors, iterations })).toBeUndefined();
      }),
    ));
});
