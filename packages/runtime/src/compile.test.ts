import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from '@mobilenext/mobilenext';
import fc from 'fast-check';
import { anyWeights, networks, numbers } from '../test/cases.js';
import { doubleLogits } from '../test/double-network.js';
import { instructionSets } from '../test/instruction-sets.js';
import { compile } from './compile.js';
import { RuntimeError } from './errors.js';

const tiny = mobileNeXt({ width: 0.1, numClasses: 10 });
const input = { height: 32, width: 32 };

describe('compile', () => {
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
            width: fc.integer({ min: 1, max: 20 }),
            count: fc.integer({ min: 1, max: 5 }),
            threads: fc.integer({ min: 2, max: 3 }),
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
        { numRuns: 25 },
      ),
    60_000,
  );

  it('refuses a number of threads that cannot be', async () => {
    const options = { network: tiny, weights: anyWeights(tiny, 1), input };
    await expect(compile({ ...options, threads: 1.5 })).rejects.toThrow(/threads is 1.5/);
  });

  it('gives every picture of a large batch the logits that it has alone', async () => {
    const model = await compile({ network: tiny, weights: anyWeights(tiny, 1), input });
    const images = numbers(2)(37 * 32 * 32 * 3);
    const all = model.run(images);
    for (const n of [0, 15, 16, 36]) {
      const alone = model.run(images.subarray(n * 3072, (n + 1) * 3072));
      expect(alone).toEqual(all.slice(n * 10, (n + 1) * 10));
    }
  });

  it('does not care what a picture before it was', async () => {
    const model = await compile({ network: tiny, weights: anyWeights(tiny, 1), input });
    const images = numbers(3)(32 * 32 * 3);
    const before = model.run(images);
    model.run(images.map(() => Number.NaN));
    expect(model.run(images)).toEqual(before);
  });

  it('says what is wrong with its input', async () => {
    const model = await compile({ network: tiny, weights: anyWeights(tiny, 1), input });
    expect(() => model.run(new Float32Array(100))).toThrow(
      new RuntimeError(
        'INPUT',
        '100 values are no whole number of pictures [32, 32, 3] of 3072 values',
      ),
    );
    model.dispose();
    expect(() => model.run(new Float32Array(3072))).toThrow(/compile it again/);
  });

  it('says how much memory it needs where there is none', async () => {
    const huge = { height: 16_000, width: 16_000 };
    const options = { network: tiny, weights: anyWeights(tiny, 1), input: huge };
    await expect(compile(options)).rejects.toThrow(/^mobilenext needs \d+ MiB of memory/);
  });

  it('names a missing tensor', async () => {
    const weights = new Map(anyWeights(tiny, 1));
    weights.delete('features.3.conv.0.weight');
    await expect(compile({ network: tiny, weights, input })).rejects.toThrow(
      'features.3.conv.0.weight is not among the tensors given',
    );
  });
});
