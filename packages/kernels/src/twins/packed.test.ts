import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { disagreement } from '../../test/agreement.js';
import { instructionSets } from '../../test/instruction-sets.js';
import { channels, filler, fills, strides } from '../../test/tensors.js';
import { instantiateKernels } from '../instantiate.js';
import { packDepthwise } from '../packing/pack-depthwise.js';
import { packPointwise, paddedChannels } from '../packing/pack-pointwise.js';

/** Numbers of channels that a map in memory has. */
const quads = fc.integer({ min: 1, max: 14 }).map((n) => n * 4);
const side = fc.integer({ min: 1, max: 9 });

describe('packed kernels', () => {
  it('pointwise is what its twin computes, wherever the pixels stand', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          fill: fills,
          relu6: fc.boolean(),
          pixels: fc.oneof(
            fc.integer({ min: 0, max: 12 }),
            fc.integer({ min: 30, max: 80 }),
            fc.constant(430),
          ),
          gaps: fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })),
          inChannels: fc.oneof(channels, fc.constant(200), fc.constant(400)),
          outChannels: channels,
        }),
        async ({ fill, relu6, pixels, gaps, inChannels, outChannels }) => {
          const padded = paddedChannels(outChannels);
          const packed = packPointwise({
            filter: fill(inChannels * outChannels),
            bias: fill(outChannels),
            ...{ relu6, inChannels, outChannels },
          });
          const offsets = (channels: number, gap: number) =>
            Uint32Array.from({ length: pixels }, (_, i) => 4 * i * (channels + gap));
          const options = {
            // Sums stay near 6, where the activation cuts: beyond, float32 is coarser than the bound.
            x: fill(pixels * (inChannels + gaps[0]), inChannels > 200 ? 1 : 4),
            xOffsets: offsets(inChannels, gaps[0]),
            packed,
            y: fill(pixels * (padded + gaps[1])),
            yOffsets: offsets(padded, gaps[1]),
            ...{ pixels, inChannels, outChannels: padded },
          };
          expect(await disagreement('packedPointwise', options)).toBeUndefined();
        },
      ),
    ));

  it.each(instructionSets)(
    'pointwise reads nothing behind a filter that memory ends with, %s',
    async (instructionSet) => {
      const memory = new WebAssembly.Memory({ initial: 2 });
      const kernels = await instantiateKernels(memory, instructionSet);
      const [inChannels, outChannels, pixels] = [64, 16, 4];
      const packed = packPointwise({
        filter: new Float32Array(inChannels * outChannels).fill(1),
        bias: new Float32Array(outChannels),
        ...{ relu6: false, inChannels, outChannels },
      });
      const place = { x: 64, xOffsets: 8192, yOffsets: 8256, y: 16384 };
      const end = memory.buffer.byteLength - packed.byteLength;
      const offsets = (step: number) => Uint32Array.from({ length: pixels }, (_, i) => i * step);
      new Float32Array(memory.buffer, place.x).fill(1, 0, pixels * inChannels);
      new Uint32Array(memory.buffer, place.xOffsets).set(offsets(inChannels * 4));
      new Uint32Array(memory.buffer, place.yOffsets).set(offsets(outChannels * 4));
      new Float32Array(memory.buffer, end).set(packed);
      kernels.packedPointwise({ ...place, packed: end, pixels, inChannels, outChannels });
      const y = new Float32Array(memory.buffer, place.y, pixels * outChannels);
      expect([...new Set(y)]).toEqual([inChannels]);
    },
  );

  it('linear is what its twin computes', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          fill: fills,
          batch: fc.integer({ min: 1, max: 4 }),
          inChannels: fc.oneof(channels, fc.constant(200)),
          outChannels: fc.oneof(channels, fc.constant(75)),
          from: fc.constantFrom(0, 32, 64),
          columns: fc.constantFrom(0, 32, 64, 96),
        }),
        async ({ fill, batch, inChannels, outChannels, from, columns }) => {
          const packed = packPointwise({
            filter: fill(inChannels * outChannels),
            bias: fill(outChannels),
            ...{ relu6: false, inChannels, outChannels },
          });
          const padded = paddedChannels(outChannels);
          const options = { x: fill(batch * inChannels), packed, y: fill(batch * padded) };
          const some = { from: Math.min(from, padded), to: Math.min(from + columns, padded) };
          const sizes = { batch, inChannels, outChannels: padded, ...some };
          expect(await disagreement('packedLinear', { ...options, ...sizes })).toBeUndefined();
        },
      ),
    ));

  it('depthwise is what its twin computes, with and without a shortcut', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          fill: fills,
          relu6: fc.boolean(),
          stride: strides,
          rows: fc.integer({ min: 1, max: 3 }),
          columns: fc.integer({ min: 1, max: 16 }),
          channels: quads,
          shared: fc.option(fc.nat(14), { nil: undefined }),
        }),
        async ({ fill, relu6, stride, rows, columns, channels, shared }) => {
          const width = (columns - 1) * stride + 3;
          const height = (rows - 1) * stride + 3;
          const hasShortcut = shared !== undefined && stride === 1;
          const packed = packDepthwise({
            filter: fill(9 * channels),
            bias: fill(channels),
            relu6: relu6 && !hasShortcut,
            channels,
          });
          const options = {
            x: fill(height * width * channels, 3),
            xRow: width * channels * 4,
            packed,
            y: fill(rows * columns * channels),
            yRow: columns * channels * 4,
            ...(hasShortcut && {
              identity: fill(rows * columns * channels),
              identityRow: columns * channels * 4,
              identityChannels: Math.min(shared * 4, channels),
            }),
            ...{ rows, columns, channels, pixelBytes: channels * 4, stride },
          };
          expect(await disagreement('packedDepthwise', options)).toBeUndefined();
        },
      ),
    ));

  it.each(instructionSets)(
    'depthwise gives the same where its shortcut stood, %s',
    async (instructionSet) => {
      const memory = new WebAssembly.Memory({ initial: 4 });
      const kernels = await instantiateKernels(memory, instructionSet);
      const floats = new Float32Array(memory.buffer);
      fc.assert(
        fc.property(fc.integer({ min: 3, max: 16 }), fills, (columns, fill) => {
          const channels = 8;
          const filter = { filter: fill(9 * channels), bias: fill(channels) };
          const place = { x: 64, packed: 16384, identity: 32768, y: 65536 };
          floats.set(fill(3 * (columns + 2) * channels), place.x / 4);
          floats.set(packDepthwise({ ...filter, relu6: false, channels }), place.packed / 4);
          const identity = fill(columns * channels);
          const run = (y: number): Float32Array => {
            floats.set(identity, place.identity / 4);
            const [xRow, yRow, identityRow] = [columns + 2, columns, columns].map((n) => n * 32);
            const rows = { xRow, yRow, identityRow, rows: 1, columns, stride: 1 as const };
            const sizes = { channels, identityChannels: 4, pixelBytes: channels * 4 };
            kernels.packedDepthwise({ ...place, ...rows, ...sizes, y });
            return floats.slice(y / 4, y / 4 + columns * channels);
          };
          expect(run(place.identity)).toEqual(run(place.y));
        }),
      );
    },
  );

  it('patches are those of a padded picture', () =>
    fc.assert(
      fc.asyncProperty(
        fc.record({ fill: fills, height: side, width: side, stride: strides, channels: quads }),
        fc.boolean(),
        async ({ fill, height, width, stride, channels }, isPicture) => {
          const depth = isPicture ? 3 : channels;
          const rows = Math.floor((height - 1) / stride) + 1;
          const columns = Math.floor((width - 1) / stride) + 1;
          const from = Math.floor(rows / 2);
          const options = {
            x: fill(height * width * depth),
            ...{ height, width, pixelBytes: depth * 4, from, to: rows, columns, stride },
            patches: fill((rows - from) * columns * 9 * depth),
          };
          expect(await disagreement('densePatches', options)).toBeUndefined();
        },
      ),
    ));

  it('a shortcut is added to the leading channels alone', async () => {
    const fill = filler(7);
    const options = {
      y: fill(2 * 3 * 8),
      ...{ yRow: 3 * 8 * 4, yPixel: 8 * 4 },
      identity: fill(2 * 4 * 5),
      ...{ identityRow: 4 * 5 * 4, identityPixel: 5 * 4, rows: 2, columns: 3, channels: 5 },
    };
    const before = options.y.slice();
    expect(await disagreement('addShortcut', options)).toBeUndefined();
    expect(options.y[4]).toBeCloseTo(before[4] + options.identity[4], 6);
    expect(options.y[5]).toBe(before[5]);
  });
});
