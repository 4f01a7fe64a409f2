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
  height: fc.integer({ min: 1, max: 11 }),
  width: fc.integer({ min: 1, max: 11 }),
  channels,
  stride: strides,
});

describe('depthwise convolution', () => {
  it('forward is what its twin computes, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, ...sizes }) => {
        const { input, output } = ends(sizes);
        const tensors = forwardTensors(fill, features, input, output, 9 * sizes.channels);
        expect(await disagreement('depthwiseForward', { ...tensors, ...sizes })).toBeUndefined();
      }),
    ));

  it('backward is what its twin computes, for any sizes', () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ fill, features, ...sizes }) => {
        const { input, output } = ends(sizes);
        const tensors = backwardTensors(fill, features, input, output, 9 * sizes.channels);
        expect(await disagreement('depthwiseBackward', { ...tensors, ...sizes })).toBeUndefined();
      }),
    ));
});

function ends(sizes: {
  batch: number;
  height: number;
  width: number;
  channels: number;
  stride: number;
}) {
  const { batch, height, width, channels, stride } = sizes;
  const outPixels = batch * Math.ceil(height / stride) * Math.ceil(width / stride);
  return {
    input: { pixels: batch * height * width, channels },
    output: { pixels: outPixels, channels },
  };
}
