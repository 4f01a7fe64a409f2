import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packDepthwise, packedDepthwiseLength } from './pack-depthwise.js';
import { instantiateKernels } from '../instantiate.js';
import { packedPointwiseLength, packingRoomBytes, packPointwise } from './pack-pointwise.js';

const channels = fc.integer({ min: 1, max: 37 });
const numbers = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i + 1));

describe('packing', () => {
  it('multiplies the filter of each output channel by its factor, in place as in a new array', () =>
    fc.assert(
      fc.property(channels, channels, (inChannels, outChannels) => {
        const factors = Float64Array.from({ length: outChannels }, (_, i) => Math.cos(i));
        const filter = numbers(inChannels * outChannels);
        const shared = { transposed: true, bias: numbers(outChannels), relu6: true };
        const sizes = { inChannels, outChannels };
        const packed = new Float32Array(packedPointwiseLength(inChannels, outChannels));
        packPointwise({ ...shared, ...sizes, filter, factors, packed });
        const scaled = filter.map((value, i) => value * factors[Math.floor(i / inChannels)]);
        expect(packed).toEqual(packPointwise({ ...shared, ...sizes, filter: scaled }));
      }),
    ));

  it('gives the same by a kernel', () =>
    fc.assert(
      fc.asyncProperty(
        ...([channels, channels, fc.integer({ min: 0, max: 3 }), fc.boolean()] as const),
        async (rows, outChannels, missing, hasFactors) => {
          const inChannels = rows + missing;
          const length = packedPointwiseLength(inChannels, outChannels);
          const roomBytes = packingRoomBytes(inChannels);
          const memory = new WebAssembly.Memory({ initial: 2 });
          const kernels = await instantiateKernels(memory);
          const options = {
            filter: numbers(rows * outChannels),
            bias: numbers(outChannels),
            factors: hasFactors
              ? Float64Array.from({ length: outChannels }, (_, i) => Math.cos(i))
              : undefined,
            ...{ transposed: true, relu6: true, inChannels, outChannels },
          };
          const packed = new Float32Array(memory.buffer, roomBytes + 8, length);
          packPointwise({ ...options, packed, room: { kernels, pointer: 8 } });
          expect([...packed]).toEqual([...packPointwise(options)]);
        },
      ),
    ));

  it('does the same for depthwise filters', () =>
    fc.assert(
      fc.property(channels, (count) => {
        const factors = Float64Array.from({ length: count }, (_, i) => Math.cos(i));
        const filter = numbers(9 * count);
        const shared = { transposed: true, bias: numbers(count), relu6: false, channels: count };
        const packed = new Float32Array(packedDepthwiseLength(count));
        packDepthwise({ ...shared, filter, factors, packed });
        const scaled = filter.map((value, i) => value * factors[Math.floor(i / 9)]);
        expect(packed).toEqual(packDepthwise({ ...shared, filter: scaled }));
      }),
    ));

  it('fills input channels that are missing up with zeros', () => {
    const shared = { transposed: true, bias: [0, 0], relu6: false, inChannels: 4, outChannels: 2 };
    expect(packPointwise({ ...shared, filter: [1, 2, 3, 4, 5, 6] })).toEqual(
      packPointwise({ ...shared, filter: [1, 2, 3, 0, 4, 5, 6, 0] }),
    );
  });

  it.each([
    [
      'filter',
      { filter: [1, 2, 3] },
      '3 numbers, the channels want 2 for each of at most 4 inputs',
    ],
    ['filter', { filter: new Array(10) }, '10 numbers, the channels want 2 for each of at most 4'],
    ['bias', { bias: [0] }, '1 numbers, the channels want 2'],
    ['factors', { factors: [1, 1, 1] }, '3 numbers, the channels want 2'],
    ['packed', { packed: new Float32Array(27) }, '27 numbers, the channels want 28'],
  ])('refuses a pointwise %s of a wrong length: %j', (name, wrong, says) => {
    const fine = {
      filter: new Array(8),
      bias: [0, 0],
      relu6: false,
      inChannels: 4,
      outChannels: 2,
    };
    expect(() => packPointwise({ ...fine, ...wrong })).toThrow(new RegExp(`^${name} has ${says}`));
  });

  it.each([
    ['filter', { filter: new Array(8) }, '8 numbers, the channels want 9'],
    ['bias', { bias: [] }, '0 numbers, the channels want 1'],
    ['factors', { factors: [1, 1] }, '2 numbers, the channels want 1'],
    ['packed', { packed: new Float32Array(47) }, '47 numbers, the channels want 48'],
  ])('refuses a depthwise %s of a wrong length: %j', (name, wrong, says) => {
    const fine = { filter: new Array(9), bias: [0], relu6: false, channels: 1 };
    expect(() => packDepthwise({ ...fine, ...wrong })).toThrow(new RegExp(`^${name} has ${says}`));
  });
});
