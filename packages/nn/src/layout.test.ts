import { describe, expect, it } from '@jest/globals';
import type { StateEntry } from '@mobilenext/core';
import fc from 'fast-check';
import { executingShape, toExecuting, toTorch } from './layout.js';

const entry = (role: StateEntry['role'], shape: readonly number[]): StateEntry => ({
  key: 'any',
  kind: 'parameter',
  role,
  shape,
});

const counted = ({ shape }: StateEntry): Float32Array =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i);

describe('executing layouts', () => {
  it('have a dense filter [out,in,3,3] as [3,3,in,out]', () => {
    const filter = entry('filter', [5, 4, 3, 3]);
    expect(executingShape(filter)).toEqual([3, 3, 4, 5]);
    // out 2, in 3, row 1, column 0.
    expect(toExecuting(filter, counted(filter))[((1 * 3 + 0) * 4 + 3) * 5 + 2]).toBe(
      ((2 * 4 + 3) * 3 + 1) * 3 + 0,
    );
  });

  it('have a pointwise filter [out,in,1,1] as [1,1,in,out]', () => {
    const filter = entry('filter', [2, 3, 1, 1]);
    expect(executingShape(filter)).toEqual([1, 1, 3, 2]);
    expect([...toExecuting(filter, counted(filter))]).toEqual([0, 3, 1, 4, 2, 5]);
  });

  it('have a depthwise filter [channels,1,3,3] as [3,3,channels,1]', () => {
    const filter = entry('filter', [2, 1, 3, 3]);
    expect(executingShape(filter)).toEqual([3, 3, 2, 1]);
    expect([...toExecuting(filter, counted(filter))]).toEqual([
      0, 9, 1, 10, 2, 11, 3, 12, 4, 13, 5, 14, 6, 15, 7, 16, 8, 17,
    ]);
  });

  it('have a classifier [classes,features] as [features,classes]', () => {
    const weight = entry('linearWeight', [2, 3]);
    expect(executingShape(weight)).toEqual([3, 2]);
    expect([...toExecuting(weight, counted(weight))]).toEqual([0, 3, 1, 4, 2, 5]);
  });

  const side = fc.integer({ min: 1, max: 20 });
  it.each([
    ['dense', fc.tuple(side, side).map(([o, i]) => entry('filter', [o, i, 3, 3]))],
    ['pointwise', fc.tuple(side, side).map(([o, i]) => entry('filter', [o, i, 1, 1]))],
    ['depthwise', side.map((channels) => entry('filter', [channels, 1, 3, 3]))],
    ['classifier', fc.tuple(side, side).map(([o, i]) => entry('linearWeight', [o, i]))],
    ['vector', side.map((channels) => entry('normWeight', [channels]))],
  ] as const)('lead back to the %s that they came from', (_, entries) => {
    fc.assert(
      fc.property(entries, (one) => {
        const values = counted(one);
        expect(toTorch(one, toExecuting(one, values))).toEqual(values);
        expect(executingShape(one).reduce((a, b) => a * b, 1)).toBe(values.length);
      }),
    );
  });
});
