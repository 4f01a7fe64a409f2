import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { philox } from './philox.js';
import { randomStream } from './random-stream.js';
import { sampleOrder } from './sample-order.js';

describe('philox', () => {
  // The known answers of Random123, kat_vectors, philox4x32 10.
  it.each([
    {
      counter: [0, 0, 0, 0],
      key: [0, 0],
      words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    },
    {
      counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      key: [0xffffffff, 0xffffffff],
      words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    },
    {
      counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      key: [0xa4093822, 0x299f31d0],
      words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    },
  ])('gives the known answer for counter $counter', ({ counter, key, words }) => {
    const [c0, c1, c2, c3] = counter;
    expect(philox([c0, c1, c2, c3], [key[0], key[1]])).toEqual(words);
  });
});

describe('randomStream', () => {
  const firstOf = (seed: number, epoch: number, sample: number, purpose: string): number =>
    randomStream(seed, epoch, sample, purpose).uniform();

  it('is a function of seed, epoch, sample and purpose, each of which matters', () => {
    const numbers = [
      firstOf(1, 2, 3, 'a'),
      firstOf(2 ** 40 + 1, 2, 3, 'a'),
      firstOf(0, 2, 3, 'a'),
      firstOf(1, 3, 3, 'a'),
      firstOf(1, 2, 4, 'a'),
      firstOf(1, 2, 3, 'b'),
    ];
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(firstOf(1, 2, 3, 'a')).toBe(numbers[0]);
  });

  it('is uniform: mean 1/2, variance 1/12', () => {
    const random = randomStream(5, 0, 0, 'test');
    const numbers = Array.from({ length: 20_000 }, () => random.uniform());
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
    // Five standard errors of the mean of 20,000 draws are 0.0102.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.0102);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
  });

  it('gives whole numbers including both ends', () => {
    const random = randomStream(5, 0, 0, 'test');
    const numbers = new Set(Array.from({ length: 200 }, () => random.integer(-1, 2)));
    expect([...numbers].sort((a, b) => a - b)).toEqual([-1, 0, 1, 2]);
  });
});

describe('sampleOrder', () => {
  it('sees each sample once an epoch', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(), fc.nat(), (length, seed, epoch) => {
        const order = sampleOrder({ length, seed, epoch, shuffle: true });
        expect(order.slice().sort()).toEqual(Uint32Array.from({ length }, (_, i) => i));
      }),
    );
  });

  it('differs between epochs, and is plain without shuffling', () => {
    const how = { length: 50, seed: 1, shuffle: true };
    expect(sampleOrder({ ...how, epoch: 0 })).not.toEqual(sampleOrder({ ...how, epoch: 1 }));
    expect([...sampleOrder({ length: 4, seed: 1, epoch: 0, shuffle: false })]).toEqual([
      0, 1, 2, 3,
    ]);
  });
});
