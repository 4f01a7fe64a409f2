import { describe, expect, it } from '@jest/globals';
import { chain, filterShapeOihw, network } from '@mobilenext/core';
import fc from 'fast-check';
import { anyChainCase } from '../test/chain-cases.js';
import { normals } from '../test/tensors.js';
import { NnError } from './errors.js';
import { fold } from './fold.js';

const single = network({
  name: 'single',
  chains: [
    chain({ name: 'only', units: [{ convolution: 'pointwise', inChannels: 2, outChannels: 2 }] }),
  ],
  numClasses: 1,
});

describe('fold', () => {
  const arrays = new Map([
    ['only.0.weight', Float32Array.of(1, 2, 3, 4)],
    ['only.1.weight', Float32Array.of(2, -1)],
    ['only.1.bias', Float32Array.of(0.5, 0.25)],
    ['only.1.running_mean', Float32Array.of(10, -4)],
    // With epsilon the roots are 2 and 4.
    ['only.1.running_var', Float32Array.of(4 - 1e-5, 16 - 1e-5)],
    ['classifier.weight', Float32Array.of(5, 6)],
    ['classifier.bias', Float32Array.of(7)],
  ]);

  it('scales each output channel by weight / deviation and moves the bias', () => {
    const folded = fold(single, arrays);
    expect([...folded.keys()].sort()).toEqual([
      'classifier.bias',
      'classifier.weight',
      'only.0.bias',
      'only.0.weight',
    ]);
    expect([...folded.get('only.0.weight')!]).toEqual([1, 2, -0.75, -1]);
    expect([...folded.get('only.0.bias')!]).toEqual([-9.5, -0.75]);
    expect(folded.get('classifier.weight')).toBe(arrays.get('classifier.weight'));
  });

  it('names what is missing', () => {
    const without = new Map([...arrays].filter(([key]) => key !== 'only.1.running_mean'));
    expect(() => fold(single, without)).toThrow(
      new NnError('STATE', 'only.1.running_mean is not among the tensors given'),
    );
  });

  it('equals batch norm behind the convolution, in float64 and rounded once', () => {
    fc.assert(
      fc.property(anyChainCase, fc.double({ min: -9, max: 9, noNaN: true }), (one, product) => {
        const [unit] = one.chain.units;
        const anyNetwork = network({ name: 'any', chains: [one.chain], numClasses: 1 });
        const given = new Map<string, Float32Array>();
        for (const { convolutionKey, normKey, outChannels, ...rest } of one.chain.units) {
          const shape = filterShapeOihw({ convolutionKey, normKey, outChannels, ...rest });
          const size = shape.reduce((a, b) => a * b, 1);
          given.set(`${convolutionKey}.weight`, normals(size, one.seed, convolutionKey));
          for (const name of ['weight', 'bias', 'running_mean']) {
            given.set(`${normKey}.${name}`, normals(outChannels, one.seed, `${normKey}${name}`));
          }
          const variance = normals(outChannels, one.seed, normKey).map((n) => n * n);
          given.set(`${normKey}.running_var`, variance);
        }
        given.set('classifier.weight', Float32Array.of(0));
        given.set('classifier.bias', Float32Array.of(0));
        const folded = fold(anyNetwork, given);

        // The last channel, of whose filter only the last element meets anything: `product`.
        const last = unit.outChannels - 1;
        const at = (key: string): number => given.get(`${unit.normKey}.${key}`)![last];
        const element = given.get(`${unit.convolutionKey}.weight`)!.at(-1)!;
        const deviation = Math.sqrt(at('running_var') + 1e-5);
        const want =
          ((element * product - at('running_mean')) / deviation) * at('weight') + at('bias');
        const weight = folded.get(`${unit.convolutionKey}.weight`)!.at(-1)!;
        const bias = folded.get(`${unit.convolutionKey}.bias`)![last];
        const size = Math.abs(weight * product) + Math.abs(bias);
        expect(Math.abs(weight * product + bias - want)).toBeLessThanOrEqual(1.2e-7 * size + 1e-12);
      }),
    );
  });
});
