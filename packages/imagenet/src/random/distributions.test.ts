import { describe, expect, it } from '@jest/globals';
import { normal, permutation, symmetricBeta, weightedSample } from './distributions.js';
import { randomStream } from './random-stream.js';

const DRAWS = 20_000;
const sample = (draw: () => number): readonly number[] => Array.from({ length: DRAWS }, draw);
const meanOf = (numbers: readonly number[]): number =>
  numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
/** Standard errors. */
const CONFIDENCE = 5;

describe('normal', () => {
  it('has mean 0, deviation 1 and the tails of the bell', () => {
    const random = randomStream(1, 0, 0, 'normal');
    const numbers = sample(() => normal(random));
    expect(Math.abs(meanOf(numbers))).toBeLessThan(CONFIDENCE / Math.sqrt(DRAWS));
    const variance = meanOf(numbers.map((x) => x * x));
    expect(Math.abs(variance - 1)).toBeLessThan(CONFIDENCE * Math.sqrt(2 / DRAWS));
    const beyond = numbers.filter((x) => Math.abs(x) > 1.959964).length / DRAWS;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(CONFIDENCE * Math.sqrt((0.05 * 0.95) / DRAWS));
  });
});

describe('symmetricBeta', () => {
  it.each([0.1, 0.2, 0.8, 1, 4])('has mean and variance of shape %d', (alpha) => {
    const random = randomStream(1, 0, 0, 'beta');
    const numbers = sample(() => symmetricBeta(random, alpha));
    const variance = 1 / (4 * (2 * alpha + 1));
    expect(Math.abs(meanOf(numbers) - 0.5)).toBeLessThan(CONFIDENCE * Math.sqrt(variance / DRAWS));
    const ours = meanOf(numbers.map((x) => (x - 0.5) ** 2));
    // The squared distance is at most 1/4, and so is the deviation of its square.
    expect(Math.abs(ours - variance)).toBeLessThan((CONFIDENCE * 0.125) / Math.sqrt(DRAWS));
    expect(numbers.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it('is the arcsine law for the shape 1/2', () => {
    const random = randomStream(2, 0, 0, 'beta');
    const numbers = sample(() => symmetricBeta(random, 0.5));
    for (const level of [0.05, 0.2, 0.4, 0.7]) {
      const share = (2 / Math.PI) * Math.asin(Math.sqrt(level));
      const ours = numbers.filter((x) => x < level).length / DRAWS;
      const error = Math.sqrt((share * (1 - share)) / DRAWS);
      expect(Math.abs(ours - share)).toBeLessThan(CONFIDENCE * error);
    }
  });
});

describe('permutation', () => {
  it('gives every order as often', () => {
    const random = randomStream(1, 0, 0, 'permutation');
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = permutation(random, 3).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(145);
  });
});

describe('weightedSample', () => {
  it('draws in proportion, never twice, and never what weighs nothing', () => {
    const random = randomStream(1, 0, 0, 'weights');
    const first = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) {
      const [a, b] = weightedSample(random, [3, 1, 0, 4], 2);
      expect(a).not.toBe(b);
      expect([a, b]).not.toContain(2);
      first[a]++;
    }
    expect(new Set(weightedSample(random, [3, 0, 1], 5))).toEqual(new Set([0, 2]));
    [3 / 8, 1 / 8, 0, 1 / 2].forEach((share, i) => {
      expect(Math.abs(first[i] / 4000 - share)).toBeLessThan(0.04);
    });
  });
});
