import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chain } from './chain.js';
import { CoreError } from './errors.js';
import { fold } from './fold.js';
import { network } from './network.js';

const one = (inChannels: number, outChannels: number) =>
  network({
    name: 'single',
    chains: [
      chain({ name: 'only', units: [{ convolution: 'pointwise', inChannels, outChannels }] }),
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
    const folded = fold(one(2, 2), arrays);
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
    expect(() => fold(one(2, 2), without)).toThrow(
      new CoreError('STATE', 'only.1.running_mean is not among the tensors given'),
    );
  });

  it('names what has another size', () => {
    const narrower = new Map([...arrays, ['only.0.weight', Float32Array.of(1, 2, 3)]]);
    expect(() => fold(one(2, 2), narrower)).toThrow(
      new CoreError('STATE', 'only.0.weight has 3 values, the network needs [2, 2, 1, 1]'),
    );
  });

  it('equals batch norm behind the convolution, in float64 and rounded once', () => {
    const number = fc.float({ min: -3, max: 3, noNaN: true });
    const variance = fc.float({ min: 0, max: 9, noNaN: true });
    fc.assert(
      fc.property(number, number, number, number, variance, number, (...numbers) => {
        const [filter, weight, bias, mean, variance, x] = numbers;
        const folded = fold(
          one(1, 1),
          new Map([
            ['only.0.weight', Float32Array.of(filter)],
            ['only.1.weight', Float32Array.of(weight)],
            ['only.1.bias', Float32Array.of(bias)],
            ['only.1.running_mean', Float32Array.of(mean)],
            ['only.1.running_var', Float32Array.of(variance)],
            ['classifier.weight', Float32Array.of(0)],
            ['classifier.bias', Float32Array.of(0)],
          ]),
        );
        const want = ((filter * x - mean) / Math.sqrt(variance + 1e-5)) * weight + bias;
        const product = folded.get('only.0.weight')![0] * x;
        const offset = folded.get('only.0.bias')![0];
        const size = Math.abs(product) + Math.abs(offset);
        expect(Math.abs(product + offset - want)).toBeLessThanOrEqual(1.2e-7 * size + 1e-12);
      }),
    );
  });
});
