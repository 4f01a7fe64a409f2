import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sampleOrder } from './sample-order.js';

const worlds = fc.record({
  length: fc.integer({ min: 1, max: 200 }),
  worldSize: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
  epoch: fc.nat(50),
  shuffle: fc.boolean(),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

const partsOf = ({ worldSize, ...options }: World, uneven?: 'repeat' | 'drop'): number[][] =>
  Array.from({ length: worldSize }, (_, rank) => [
    ...sampleOrder({ ...options, shard: { rank, worldSize, uneven } }),
  ]);

/** Turn by turn, one of each part. */
const interleaved = (parts: readonly number[][]): number[] =>
  parts[0].flatMap((_, i) => parts.map((part) => part[i]));

describe('the parts of an epoch', () => {
  it('are equally long and together the whole order, its beginning coming again', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const parts = partsOf(world);
        const whole = [...sampleOrder(world)];
        const each = Math.ceil(world.length / world.worldSize);
        expect(parts.map((part) => part.length)).toEqual(parts.map(() => each));
        const total = each * world.worldSize;
        expect(interleaved(parts)).toEqual(
          Array.from({ length: total }, (_, i) => whole[i % whole.length]),
        );
      }),
    );
  });

  it('do not overlap where the rest is dropped', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const parts = partsOf(world, 'drop');
        const each = Math.floor(world.length / world.worldSize);
        expect(parts.map((part) => part.length)).toEqual(parts.map(() => each));
        const whole = [...sampleOrder(world)];
        if (each > 0) expect(interleaved(parts)).toEqual(whole.slice(0, each * world.worldSize));
      }),
    );
  });

  // torch 2.14: DistributedSampler(range(10), 4, rank, shuffle=False, drop_last=...)
  it.each([
    [
      'repeat',
      [
        [0, 4, 8],
        [1, 5, 9],
        [2, 6, 0],
        [3, 7, 1],
      ],
    ],
    [
      'drop',
      [
        [0, 4],
        [1, 5],
        [2, 6],
        [3, 7],
      ],
    ],
  ] as const)('are those of torch where the rest is to %s', (uneven, parts) => {
    const world = { length: 10, worldSize: 4, seed: 0, epoch: 0, shuffle: false };
    expect(partsOf(world, uneven)).toEqual(parts);
  });

  it.each([
    [-1, 2],
    [2, 2],
    [0.5, 2],
    [0, 0],
  ])('has no rank %d of %d', (rank, worldSize) => {
    const options = { length: 4, seed: 0, epoch: 0, shuffle: true };
    expect(() => sampleOrder({ ...options, shard: { rank, worldSize } })).toThrow('does not exist');
  });

  it('repeats samples as views of their own, and sees so much fewer of them', () => {
    const how = { length: 9, seed: 1, epoch: 2, shuffle: true };
    const order = [...sampleOrder({ ...how, repeats: 3 })];
    const first = [...sampleOrder(how)].slice(0, 3);
    expect(order).toEqual(first.flatMap((index) => [index, index + 9, index + 18]));
    const shard = { rank: 1, worldSize: 3 };
    const second = [...sampleOrder({ ...how, repeats: 3, shard })];
    expect(second).toEqual(first.map((index) => index + 9));
  });
});
