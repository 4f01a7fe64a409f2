import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import { channels, fills } from '../../test/tensors.js';

const cases = fc.record({
  fill: fills,
  batch: fc.integer({ min: 1, max: 4 }),
  pixels: fc.integer({ min: 1, max: 50 }),
  channels,
});

describe('global pooling', () => {
  it('is what its twin computes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, ...sizes }) => {
        const { batch, pixels, channels } = sizes;
        const tensors = { x: fill(batch * pixels * channels), out: fill(batch * channels) };
        expect(await disagreement('globalPool', { ...tensors, ...sizes })).toBeUndefined();
      }),
    ));

  it('has the gradient that its twin computes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, ...sizes }) => {
        const { batch, pixels, channels } = sizes;
        const tensors = { dOut: fill(batch * channels), dx: fill(batch * pixels * channels) };
        expect(await disagreement('globalPoolGradient', { ...tensors, ...sizes })).toBeUndefined();
      }),
    ));
});
