import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import { channels, features, fills, load } from '../../test/tensors.js';

const cases = fc.record({
  fill: fills,
  features,
  pixels: fc.integer({ min: 1, max: 150 }),
  channels,
  share: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('the ends of a chain', () => {
  it('output is what its twin computes, with and without a shortcut', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, pixels, channels, share }) => {
        const { x: y, ...affine } = load(fill, features, pixels, channels);
        const options = {
          ...{ y, ...affine, out: fill(y.length), pixels, channels },
          ...(features.dx && { identity: fill(y.length) }),
          identityChannels: Math.round(share * channels),
        };
        expect(await disagreement('chainOutput', options)).toBeUndefined();
      }),
    ));

  it('output gradient is what its twin computes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, pixels, channels }) => {
        const { x: y, ...affine } = load(fill, features, pixels, channels);
        const options = {
          ...{ dOut: fill(y.length), y, ...affine },
          invStd: fill(channels, 0.5, 1),
          ...(features.dx && { dz: fill(y.length) }),
          ...{ dBeta: fill(channels), dGamma: fill(channels), pixels, channels },
        };
        expect(await disagreement('chainOutputGradient', options)).toBeUndefined();
      }),
    ));

  it('leading channels are added as the twin adds them', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, pixels, channels, share }) => {
        const leadingChannels = Math.round(share * channels);
        const [to, from] = [fill(pixels * channels), fill(pixels * channels)];
        const options = { to, from, leadingChannels, pixels, channels };
        expect(await disagreement('addLeadingChannels', options)).toBeUndefined();
      }),
    ));
});
