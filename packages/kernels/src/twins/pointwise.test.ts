import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import {
  backwardTensors,
  channels,
  features,
  filler,
  fills,
  forwardTensors,
} from '../../test/tensors.js';

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

  it('forward counts small deviations around a large mean over many pixels', async () => {
    const [pixels, channels] = [20_000, 4];
    const options = {
      x: filler(1)(pixels * channels, 0.1, 1000),
      filter: Float32Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
      y: new Float32Array(pixels * channels),
      mean: new Float32Array(channels),
      variance: new Float32Array(channels),
      ...{ pixels, inChannels: channels, outChannels: channels },
    };
    expect(await disagreement('pointwiseForward', options)).toBeUndefined();
    expect(options.variance[0]).toBeCloseTo(0.1 ** 2 / 3, 4);
  });

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
