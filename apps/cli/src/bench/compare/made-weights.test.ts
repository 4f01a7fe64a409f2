import { describe, expect, it } from '@jest/globals';
import { stateDict } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import { madeWeights } from './made-weights.js';

const network = variantNetwork('mobilenext-0.1-small', { numClasses: 3 });
const weights = madeWeights(network);

describe('madeWeights', () => {
  it('is a whole state of finite numbers, always the same', () => {
    for (const { key, shape } of stateDict(network)) {
      const values = weights.get(key) as Float32Array;
      expect(values).toHaveLength(shape.reduce((a, b) => a * b, 1));
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(madeWeights(network)).toEqual(weights);
  });

  it('keeps the size of values: a filter has deviation sqrt(2 / inputs)', () => {
    const values = [...(weights.get('features.20.conv.8.weight') as Float32Array)];
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.sqrt(square)).toBeCloseTo(Math.sqrt(2 / 9), 1);
  });

  it('leaves no batch norm the identity', () => {
    for (const { key, role } of stateDict(network)) {
      const values = weights.get(key) as Float32Array;
      if (role === 'runningVariance') expect(values.every((value) => value > 0.5)).toBe(true);
      if (role === 'runningMean') expect(values.some((value) => Math.abs(value) > 0.01)).toBe(true);
    }
  });
});
