import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { chain, network } from '@mobilenext/core';
import fc from 'fast-check';
import { anyWeights, networks, numbers, zeros } from '../test/cases.js';
import { doubleLogits } from '../test/double-network.js';
import { instructionSets } from '../test/instruction-sets.js';
import { compile } from './compile.js';
import { RuntimeError } from './errors.js';

const unit = { outChannels: 8, stride: 1, activation: 'none' } as const;
const tiny = network({
  name: 'tiny',
  numClasses: 10,
  chains: [
    chain({ name: 'stem', units: [{ ...unit, convolution: 'dense', inChannels: 3, stride: 2 }] }),
    chain({
      name: 'block',
      identityChannels: 8,
      units: [
        { ...unit, convolution: 'depthwise', inChannels: 8, activation: 'relu6' },
        { ...unit, convolution: 'pointwise', inChannels: 8, outChannels: 4 },
        { ...unit, convolution: 'pointwise', inChannels: 4, activation: 'relu6' },
        { ...unit, convolution: 'depthwise', inChannels: 8 },
      ],
    }),
  ],
});
const weights = anyWeights(tiny, 1);
const input = { height: 9, width: 7 };
const pictureLength = 9 * 7 * 3;

/** The memories that are made from now on. */
function watchMemories(): readonly WebAssembly.Memory[] {
  const made: WebAssembly.Memory[] = [];
  const { Memory } = WebAssembly;
  jest.spyOn(WebAssembly, 'Memory').mockImplementation((descriptor) => {
    const memory = new Memory(descriptor);
    made.push(memory);
    return memory;
  });
  return made;
}

/** The collector that `node --expose-gc` shows, without asking for the flag. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('compile', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(instructionSets)('gives the logits of any network, by %s', (instructionSet) =>
    fc.assert(
      fc.asyncProperty(
        fc.record({
          network: networks,
          height: fc.integer({ min: 1, max: 20 }),
          width: fc.integer({ min: 1, max: 20 }),
          count: fc.integer({ min: 1, max: 3 }),
          // From a row at a time to everything at once.
          tileBytes: fc.constantFrom(1, 2000, 20_000, 1_000_000),
          seed: fc.nat(),
        }),
        async ({ network, height, width, count, tileBytes, seed }) => {
          const weights = anyWeights(network, seed);
          const channels = network.chains[0].inChannels;
          const length = height * width * channels;
          const images = numbers(seed + 1)(count * length);
          const options = { network, weights, input: { height, width }, tileBytes };
          const model = await compile({ ...options, instructionSet });
          // A second run finds what the first one left behind in memory.
          model.run(images.map((value) => -value));
          const logits = model.run(images);
          for (let n = 0; n < count; n++) {
            const values = Float64Array.from(images.subarray(n * length, (n + 1) * length));
            const want = doubleLogits(network, weights, { height, width, channels, values });
            const size = Math.max(1, ...want.map(Math.abs));
            want.forEach((value, k) => {
              const got = logits[n * network.classifier.numClasses + k];
              expect(Math.abs(got - value)).toBeLessThan(1e-5 * size);
            });
          }
        },
      ),
    ),
  );

  it(
    'gives the same logits with several threads',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.record({
            network: networks,
            height: fc.integer({ min: 1, max: 90 }),
            width: fc.integer({ min: 1, max: 9 }),
            count: fc.integer({ min: 1, max: 5 }),
            threads: fc.integer({ min: 2, max: 4 }),
            tileBytes: fc.constantFrom(1, 2000, 1_000_000),
            seed: fc.nat(),
          }),
          async ({ network, height, width, count, threads, tileBytes, seed }) => {
            const weights = anyWeights(network, seed);
            const options = { network, weights, input: { height, width }, tileBytes };
            const images = numbers(seed + 1)(count * height * width * network.chains[0].inChannels);
            const alone = (await compile(options)).run(images);
            const model = await compile({ ...options, threads });
            model.run(images.map((value) => -value));
            expect(model.run(images)).toEqual(alone);
            model.dispose();
          },
        ),
        { numRuns: 10 },
      ),
    60_000,
  );

  it('takes weights that come later, or do not', async () => {
    const images = numbers(4)(pictureLength);
    const now = await compile({ network: tiny, weights, input });
    const bring = () => Promise.resolve(weights);
    const later = await compile({ network: tiny, weights: bring, input });
    expect([...later.run(images)]).toEqual([...now.run(images)]);
    const reason = new Error('cut off');
    const never = compile({ network: tiny, weights: () => Promise.reject(reason), input });
    await expect(never).rejects.toBe(reason);
  });

  it('refuses a number of threads that cannot be', async () => {
    const options = { network: tiny, weights, input };
    await expect(compile({ ...options, threads: 1.5 })).rejects.toThrow(/threads is 1.5/);
  });

  it.each([1, 2])(
    'refuses an instruction set that there is not, with %i threads',
    async (threads) => {
      const options = { network: tiny, weights, input, threads, instructionSet: 'avx' as 'simd' };
      await expect(compile(options)).rejects.toThrow(
        'instructionSet is avx: it must be simd or relaxed-simd',
      );
    },
  );

  it.each([2, 3, 4])(
    'gives batches of any size the same logits, by %i threads',
    async (threads) => {
      // Half of the rows are enough to be shared tile by tile.
      const options = { network: tiny, weights, input: { height: 83, width: 7 } };
      const alone = await compile(options);
      const model = await compile({ ...options, threads });
      for (const count of [1, 2, 3, 4, 5, 17]) {
        const images = numbers(count)(count * 83 * 7 * 3);
        expect(model.run(images)).toEqual(alone.run(images));
      }
      model.dispose();
    },
  );

  it('gives every picture of a large batch the logits that it has alone', async () => {
    const model = await compile({ network: tiny, weights, input });
    const images = numbers(2)(37 * pictureLength);
    const all = model.run(images);
    for (const n of [0, 15, 16, 36]) {
      const alone = model.run(images.subarray(n * pictureLength, (n + 1) * pictureLength));
      expect(alone).toEqual(all.slice(n * 10, (n + 1) * 10));
    }
  });

  it('leaves all memory as it was over 3,000 predictions', async () => {
    const model = await compile({ network: tiny, weights, input, threads: 2 });
    const images = numbers(5)(2 * pictureLength);
    const heldAfter = (runs: number): number => {
      for (let i = 0; i < runs; i++) model.run(images.subarray((i % 2) * pictureLength));
      collectGarbage();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = heldAfter(500);
    // WebAssembly's memory has its largest size from the beginning; here 100 bytes a run would show.
    expect(heldAfter(3000) - before).toBeLessThan(300_000);
    model.dispose();
  });

  it('does not care what a picture before it was', async () => {
    const model = await compile({ network: tiny, weights, input });
    const images = numbers(3)(pictureLength);
    const before = model.run(images);
    model.run(images.map(() => Number.NaN));
    expect(model.run(images)).toEqual(before);
  });

  it('says what is wrong with its input', async () => {
    const model = await compile({ network: tiny, weights, input });
    expect(() => model.run(new Float32Array(100))).toThrow(
      new RuntimeError(
        'INPUT',
        '100 values are no whole number of pictures [9, 7, 3] of 189 values',
      ),
    );
    model.dispose();
    expect(() => model.run(new Float32Array(pictureLength))).toThrow(/compile it again/);
  });

  it.each([1, 2])(
    'is of no more use when a kernel has trapped, with threads: %i',
    async (threads) => {
      const memories = watchMemories();
      const model = await compile({ network: tiny, weights, input, threads });
      const images = numbers(4)(pictureLength);
      expect(model.run(images)).toHaveLength(10);
      // Programs that stand behind the end of memory.
      new Uint8Array(memories[0].buffer).fill(1);
      expect(() => model.run(images)).toThrow(
        expect.objectContaining({
          code: 'THREADS',
          message: expect.stringMatching(
            /^a thread failed at its work \(.*memory access out of bounds\)/,
          ),
          cause: expect.objectContaining({ message: expect.stringContaining('out of bounds') }),
        }),
      );
      expect(() => model.run(images)).toThrow(
        expect.objectContaining({
          code: 'DISPOSED',
          message: expect.stringMatching(/^tiny was given up when a run failed \(a thread failed/),
        }),
      );
      model.dispose();
    },
  );

  it('says how much memory it needs where there is none', async () => {
    // Memory for so many channels, but few calls to plan.
    const inChannels = 100_000;
    const wide = { ...unit, convolution: 'pointwise', inChannels } as const;
    const huge = network({
      name: 'huge',
      numClasses: 1,
      chains: [chain({ name: 'stem', units: [wide] })],
    });
    const options = { network: huge, weights: zeros(huge), input: { height: 110, width: 110 } };
    await expect(compile(options)).rejects.toThrow(/^huge needs \d+ MiB of memory/);
  });

  it('names a missing tensor', async () => {
    const key = tiny.chains[1].units[0].convolutionKey;
    const incomplete = new Map(weights);
    incomplete.delete(`${key}.weight`);
    await expect(compile({ network: tiny, weights: incomplete, input })).rejects.toThrow(
      `${key}.weight is not among the tensors given`,
    );
  });
});
