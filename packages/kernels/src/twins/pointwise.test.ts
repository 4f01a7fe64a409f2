import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement';
import { backwardTensors, channels, features, fills, forwardTensors } from '../../test/tensors';

const cases = fc.record({
  fill: fills,
  features,
  pixels: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 120, max: 300 })),
  inChannels: channels,
  outChannels: channels,
});

describe('pointwise convolution', () => {
  it('forward is what its twin computes, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, pixels, inChannels, outChannels }) => {
        const input = { pixels, channels: inChannels };
        const output = { pixels, channels: outChannels };
        const tensors = forwardTensors(fill, features, input, output, inChannels * outChannels);
        const options = { ...tensors, pixels, inChannels, outChannels };
        expect(await disagreement('pointwiseForward', options)).toBeUndefined();
      }),
    ));

  it('backward is what its twin computes, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, pixels, inChannels, outChannels }) => {
        const input = { pixels, channels: inChannels };
        const output = { pixels, channels: outChannels };
        const tensors = backwardTensors(fill, features, input, output, inChannels * outChannels);
        const options = { ...tensors, pixels, inChannels, outChannels };
        expect(await disagreement('pointwiseBackward', options)).toBeUndefined();
      }),
    ));
});
