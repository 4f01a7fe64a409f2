import { describe, expect, it } from '@jest/globals';
import type { TensorMap } from './checkpoint.js';
import { compareTensors } from './compare-tensors.js';
import type { StoredTensor } from './stored-tensor.js';

const tensor = (...values: number[]): StoredTensor => ({
  dtype: 'F32',
  shape: [values.length],
  bytes: new Uint8Array(Float32Array.from(values).buffer),
});
const map = (entries: Record<string, StoredTensor>): TensorMap => new Map(Object.entries(entries));
const a = map({ x: tensor(1, 2), y: tensor(3, 4) });

describe('compareTensors', () => {
  it('finds nothing between equals', () => {
    const { first, departures, compared } = compareTensors(a, a, { tolerance: 0 });
    expect([first, departures, compared]).toEqual([null, 0, 2]);
  });

  it('names the first tensor that differs, where and by how much', () => {
    const b = map({ y: tensor(3, 4.5), x: tensor(1, 2) });
    expect(compareTensors(a, b, { tolerance: 0 }).first).toMatchObject({
      key: 'y',
      reason: 'values',
      maxAbsDifference: 0.5,
      maxRelativeDifference: 0.5 / 4.5,
      at: 1,
    });
    expect(compareTensors(a, b, { tolerance: 0.5 }).first).toBeNull();
  });

  it('tells missing tensors and other shapes', () => {
    const { first, departures } = compareTensors(a, map({ x: tensor(1) }), { tolerance: 9 });
    expect(first).toMatchObject({ key: 'x', reason: 'shape', shapes: [[2], [1]] });
    expect(departures).toBe(2);
  });

  it('takes a NaN on one side for infinitely far', () => {
    const b = map({ x: tensor(1, Number.NaN), y: tensor(3, 4) });
    const comparison = compareTensors(a, b, { tolerance: 1e9 });
    expect(comparison).toMatchObject({
      departures: 1,
      maxRelativeDifference: Number.POSITIVE_INFINITY,
    });
  });
});
