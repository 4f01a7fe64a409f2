import { describe, expect, it } from '@jest/globals';
import { randomStream } from '../random/random-stream.js';
import { drawMixing, type MixedFrom, type Mixing } from './mixing.js';
import { mixPixels } from './mix-pixels.js';
import { mixTargets } from './mix-targets.js';

const size = { count: 6, height: 8, width: 10 };
const MIXING: Mixing = {
  kind: 'timm',
  mode: 'batch',
  mixup: 0.8,
  cutmix: 1,
  probability: 1,
  switchProbability: 0.5,
  epochs: 0,
};
const drawn = (changes: Partial<Mixing>, sample = 0): readonly MixedFrom[] =>
  drawMixing({ ...MIXING, ...changes }, size, randomStream(0, 0, sample, 'mixing'));
const partnersOf = (mixed: readonly MixedFrom[]): readonly number[] =>
  mixed.map(({ partner }) => partner);
const sharesOf = (mixed: readonly MixedFrom[]): readonly number[] =>
  mixed.map(({ lambda }) => lambda);

describe('drawMixing', () => {
  it('shares a lambda in a batch, in a pair, or not at all', () => {
    const mixup = { cutmix: 0 };
    expect(new Set(sharesOf(drawn(mixup))).size).toBe(1);
    const pairs = sharesOf(drawn({ ...mixup, mode: 'pair' }));
    expect(pairs.slice(3)).toEqual(pairs.slice(0, 3).reverse());
    expect(new Set(pairs).size).toBe(3);
    expect(new Set(sharesOf(drawn({ ...mixup, mode: 'elem' }))).size).toBe(6);
    expect(drawn({ ...mixup, mode: 'half' })).toHaveLength(3);
  });

  it('takes partners from the mirrored place or, as PaddleClas, from a permutation', () => {
    expect(partnersOf(drawn({}))).toEqual([5, 4, 3, 2, 1, 0]);
    const paddle = partnersOf(drawn({ kind: 'paddleclas' }));
    expect([...paddle].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(partnersOf(drawn({ kind: 'paddleclas' }, 1))).not.toEqual(paddle);
  });

  it('mixes as often as asked, by CutMix as often as asked', () => {
    const draws = Array.from({ length: 2000 }, (_, sample) =>
      drawn({ probability: 0.6, switchProbability: 0.25 }, sample),
    ).map(([first]) => first);
    const mixed = draws.filter(({ lambda }) => lambda < 1).length;
    const cut = draws.filter(({ box }) => box).length;
    // Five standard deviations.
    expect(Math.abs(mixed - 1200)).toBeLessThan(110);
    expect(Math.abs(cut - 300)).toBeLessThan(80);
  });

  it('counts in lambda the pixels that stay', () => {
    for (let sample = 0; sample < 50; sample++) {
      const mixed = drawn({ mode: 'elem', mixup: 0 }, sample);
      const pixels = Uint8Array.from({ length: 480 }, (_, i) => Math.floor(i / 80));
      const out = mixPixels(pixels, [6, 8, 10, 1], mixed);
      mixed.forEach(({ own, lambda }, i) => {
        const kept = out.subarray(i * 80, (i + 1) * 80).filter((value) => value === own).length;
        expect(lambda).toBeCloseTo(kept / 80, 6);
      });
    }
  });
});

describe('mixTargets', () => {
  it('sums to one, smoothed or not', () => {
    const labels = Int32Array.of(0, 1, 2, 3, 4, 0);
    for (const smoothing of [0, 0.1]) {
      const targets = mixTargets(labels, drawn({ mode: 'elem' }), { numClasses: 5, smoothing });
      expect(targets).toHaveLength(30);
      for (let row = 0; row < 6; row++) {
        const sum = targets.subarray(row * 5, row * 5 + 5).reduce((a, b) => a + b, 0);
        expect(sum).toBeCloseTo(1, 6);
      }
    }
  });
});
