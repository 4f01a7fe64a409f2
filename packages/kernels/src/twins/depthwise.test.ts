import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import { instructionSets } from '../../test/instruction-sets.js';
import {
  backwardTensors,
  channels,
  features,
  filler,
  fills,
  forwardTensors,
  strides,
} from '../../test/tensors.js';
import {
  type DepthwiseSizes,
  type InstructionSet,
  instantiateKernels,
  type Kernels,
  type Pointer,
} from '../index.js';

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

  it.each(['dz', 'y'] as const)('backward may write dx over %s at stride 1', async (place) => {
    const sizes = { batch: 2, height: 5, width: 6, channels: 7, stride: 1 } as const;
    for (const kernels of await Promise.all(instructionSets.map(kernelsOf))) {
      const apart = inputGradient(kernels, sizes);
      expect(inputGradient(kernels, sizes, place)).toEqual(apart);
    }
  });
});

const memory = new WebAssembly.Memory({ initial: 2 });
const kernelsOf = (set: InstructionSet) => instantiateKernels(memory, set);

/** dx of a call on made tensors, `place` being the one that it is written over. */
function inputGradient(kernels: Kernels, sizes: DepthwiseSizes, place?: 'dz' | 'y'): Float32Array {
  const { batch, height, width, channels } = sizes;
  const length = batch * height * width * channels;
  const fill = filler(1);
  let top = 64;
  const tensor = (count: number, scale?: number): Pointer => {
    const pointer = top;
    new Float32Array(memory.buffer, pointer, count).set(fill(count, scale));
    top += 4 * count;
    return pointer;
  };
  const perChannel = (scale?: number): Pointer => tensor(channels, scale);
  const load = { x: tensor(length, 4), scale: perChannel(), shift: perChannel(), relu6: true };
  const gradient = { dz: tensor(length), y: tensor(length) };
  const apart = tensor(length);
  const dx = place ? gradient[place] : apart;
  const tensors = {
    ...{ ...load, ...gradient, dx, filter: tensor(9 * channels), dFilter: tensor(9 * channels) },
    ...{ a: perChannel(), b: perChannel(), c: perChannel() },
  };
  kernels.depthwiseBackward({ ...tensors, ...sizes, scratch: Math.ceil(top / 8) * 8 });
  return new Float32Array(memory.buffer, dx, length).slice();
}

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
