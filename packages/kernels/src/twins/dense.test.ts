import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import {
  backwardTensors,
  channels,
  features,
  fills,
  forwardTensors,
  strides,
} from '../../test/tensors.js';

const cases = fc.record({
  fill: fills,
  features,
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
  inChannels: fc.integer({ min: 1, max: 5 }),
  outChannels: channels,
  stride: strides,
});

describe('dense convolution', () => {
  it('forward is what its twin computes, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, ...sizes }) => {
        const { input, output, filterLength } = ends(sizes);
        const tensors = forwardTensors(fill, features, input, output, filterLength);
        expect(await disagreement('denseForward', { ...tensors, ...sizes })).toBeUndefined();
      }),
    ));

  it('backward is what its twin computes, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, ...sizes }) => {
        const { input, output, filterLength } = ends(sizes);
        const tensors = backwardTensors(fill, features, input, output, filterLength);
        expect(await disagreement('denseBackward', { ...tensors, ...sizes })).toBeUndefined();
      }),
    ));
});

function ends(sizes: {
  batch: number;
  height: number;
  width: number;
  inChannels: number;
  outChannels: number;
  stride: number;
}) {
  const { batch, height, width, inChannels, outChannels, stride } = sizes;
  const outPixels = batch * Math.ceil(height / stride) * Math.ceil(width / stride);
  return {
    input: { pixels: batch * height * width, channels: inChannels },
    output: { pixels: outPixels, channels: outChannels },
    filterLength: 9 * inChannels * outChannels,
  };
}
