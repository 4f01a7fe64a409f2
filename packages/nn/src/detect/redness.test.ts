import { describe, expect, it } from '@jest/globals';
import { rednessLogLikelihood, rednessOf, rememberedRedness } from './redness.js';

/** Log of how much likelier a network saw red first than blue first. */
const oddsOfRgb = (redness: number, sample: readonly number[]): number =>
  rednessLogLikelihood(redness, sample) - rednessLogLikelihood(-redness, sample);

describe('redness', () => {
  it('is red less blue, picture by picture', () => {
    const pixels = Uint8Array.of(255, 7, 0, 0, 7, 0, 0, 9, 51, 0, 9, 51);
    const [first, second] = rednessOf(pixels, 2);
    expect(first).toBeCloseTo(0.5);
    expect(second).toBeCloseTo(-0.2);
  });

  it('is remembered in the scale of the pictures, whichever channel was first', () => {
    const constants = { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.1], arithmetic: 'timm' } as const;
    expect(rememberedRedness([1, 0, -1], constants)).toBeCloseTo(0.3);
    expect(rememberedRedness([1, 0, -1], { ...constants, channelOrder: 'bgr' })).toBeCloseTo(-0.3);
  });

  it('tells the order by a handful of usual pictures', () => {
    const usual = [0.1, 0.02, 0.15, -0.03, 0.08, 0.2, -0.1, 0.06];
    expect(Math.exp(oddsOfRgb(0.06, usual))).toBeGreaterThan(20);
    expect(Math.exp(oddsOfRgb(-0.06, usual))).toBeLessThan(1 / 20);
  });

  it('tells nothing by grey pictures, and lets blue ones contradict', () => {
    expect(Math.exp(oddsOfRgb(0.06, Array<number>(8).fill(0)))).toBeLessThan(20);
    expect(Math.exp(oddsOfRgb(0.06, Array<number>(8).fill(-0.2)))).toBeLessThan(1 / 20);
  });
});
