import { describe, expect, it } from '@jest/globals';
import { randomStream } from '../random/random-stream.js';
import type { Augmentation } from '../transform/preprocessing.js';
import { applyOperations } from './apply-operations.js';
import { type AugmentationName, augmentations } from './augmentations.js';
import { describeOperation } from './describe-operation.js';
import { drawAugmentation } from './draw-augmentation.js';
import type { Operation } from './operation.js';

const geometry = {
  size: 16,
  resize: { shortSide: 20, interpolation: 'bilinear', rounding: 'torchvision' },
  cropRule: 'torchvision',
} as const;
const size = { width: 40, height: 30 };
const picture = {
  ...size,
  data: Uint8Array.from({ length: 3600 }, (_, i) => (i * 37 + (i >> 5)) % 256),
};

const drawn = (augmentation: Augmentation, sample: number): readonly Operation[] =>
  drawAugmentation(geometry, augmentation, size, randomStream(7, 3, sample, 'transform'));

const NONE: Augmentation = { crop: { kind: 'none' }, flip: 0 };

/** Every kind of operation that 400 pictures get, with how many get it. */
function kindsOf(augmentation: Augmentation): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (let sample = 0; sample < 400; sample++) {
    for (const kind of new Set(drawn(augmentation, sample).map((operation) => operation.kind))) {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return counts;
}

describe.each(Object.keys(augmentations) as AugmentationName[])('%s', (name) => {
  it('makes squares, the same from the same operations sent through JSON', () => {
    const augmentation: Augmentation = augmentations[name];
    for (let sample = 0; sample < 40; sample++) {
      const operations = drawn(augmentation, sample);
      const sent = JSON.parse(JSON.stringify(operations)) as Operation[];
      // JSON knows no negative zero, which makes no difference to a picture.
      expect(JSON.stringify(sent)).toBe(JSON.stringify(drawn(augmentation, sample)));
      const first = applyOperations(picture, operations);
      expect([first.width, first.height]).toEqual([16, 16]);
      expect(applyOperations(picture, sent)).toEqual(first);
      for (const operation of operations) expect(describeOperation(operation)).not.toBe('');
    }
  });
});

describe('drawAugmentation', () => {
  it('draws what comes first alike whatever comes after it', () => {
    const plain: Augmentation = augmentations.torchvision;
    const more: Augmentation = augmentations['torchvision-randaugment'];
    for (let sample = 0; sample < 20; sample++) {
      const first = drawn(plain, sample);
      expect(drawn(more, sample).slice(0, first.length)).toEqual(first);
    }
  });

  it('varies as often as asked', () => {
    const counts = kindsOf({
      ...NONE,
      flip: 0.5,
      flipVertical: 0.25,
      grayscale: 0.75,
      blur: { probability: 0.1, radius: [0.5, 2] },
    });
    // Five standard deviations of 400 draws are at most 50.
    for (const [kind, share] of [
      ['flip', 0.5],
      ['flipVertical', 0.25],
      ['grayscale', 0.75],
      ['blur', 0.1],
    ] as const) {
      expect(Math.abs((counts.get(kind) ?? 0) - 400 * share)).toBeLessThan(50);
    }
  });

  it('does nothing where nothing is asked for', () => {
    const nothing = { kind: 'none' } as const;
    const asked: Augmentation = { ...NONE, policy: nothing, jitter: nothing, erasing: nothing };
    expect(drawn(asked, 0).map(({ kind }) => kind)).toEqual(['resize']);
    expect(drawn(asked, 0)).toEqual(drawn(NONE, 0));
  });

  it('jitters three colours in every order, within their ranges', () => {
    const jitter = { kind: 'paddleclas', brightness: 0.4, contrast: 0.2, saturation: 1.5, hue: 0 };
    const orders = new Map<string, number>();
    const sums = { brightness: 0, contrast: 0, color: 0 };
    const draws = 3000;
    for (let sample = 0; sample < draws; sample++) {
      const operations = drawn({ ...NONE, jitter } as Augmentation, sample).slice(1);
      const order = operations.map(({ kind }) => kind).join();
      orders.set(order, (orders.get(order) ?? 0) + 1);
      for (const { kind, factor } of operations as { kind: keyof typeof sums; factor: number }[]) {
        const [low, high] = { brightness: [0.6, 1.4], contrast: [0.8, 1.2], color: [0, 2.5] }[kind];
        expect(factor).toBeGreaterThanOrEqual(low);
        expect(factor).toBeLessThanOrEqual(high);
        sums[kind] += (factor - (low + high) / 2) / (high - low);
      }
    }
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - draws / 6)).toBeLessThan(103);
    // Five standard errors of a mean of numbers uniform in a range of 1.
    const error = 5 / Math.sqrt(12 * draws);
    for (const sum of Object.values(sums)) expect(Math.abs(sum / draws)).toBeLessThan(error);
  });

  it('erases with a colour, a random colour or noise', () => {
    const erasing = { ...augmentations['timm-randaugment'].erasing, probability: 1 };
    const fillsOf = (mode: 'const' | 'rand' | 'pixel') =>
      Array.from({ length: 20 }, (_, sample) =>
        drawn({ ...NONE, erasing: { ...erasing, mode, count: [2, 2] } }, sample).flatMap(
          (operation) => (operation.kind === 'erase' ? [operation.fill] : []),
        ),
      ).flat();
    expect(new Set(fillsOf('const').map((fill) => JSON.stringify(fill)))).toEqual(
      new Set(['[124,116,104]']),
    );
    expect(new Set(fillsOf('rand').map((fill) => JSON.stringify(fill))).size).toBeGreaterThan(30);
    expect(fillsOf('pixel')[0]).toMatchObject({ seed: expect.any(Number), mean: erasing.mean });
    const noise = { mean: [100, 100, 100], std: [20, 20, 20], seed: 5 } as const;
    const box = { kind: 'erase', left: 0, top: 0, width: 40, height: 30, fill: noise } as const;
    const { data } = applyOperations(picture, [box]);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(Math.abs(mean - 100)).toBeLessThan(2);
    expect(picture.data[0]).toBe(0);
  });

  it('draws every operation of a table', () => {
    const kinds = (policy: Augmentation['policy']) => [...kindsOf({ ...NONE, policy }).keys()];
    const all = [
      ...['autocontrast', 'equalize', 'invert', 'rotate', 'posterize', 'solarize', 'solarizeAdd'],
      ...['color', 'contrast', 'brightness', 'sharpness', 'shearX', 'shearY'],
      ...['translateX', 'translateY'],
    ];
    const crops = ['resize'];
    const timm = augmentations['timm-randaugment'].policy;
    expect(new Set(kinds(timm))).toEqual(new Set([...crops, ...all]));
    const heavy = kindsOf({ ...NONE, policy: { ...timm, weights: 'current', probability: 1 } });
    expect(heavy.get('rotate')).toBeGreaterThan(8 * (heavy.get('equalize') ?? 0));
    expect(new Set(kinds(augmentations['paddleclas-randaugment'].policy))).toEqual(
      new Set([...crops, ...all.filter((kind) => kind !== 'solarizeAdd')]),
    );
  });

  it('spreads the level with noise and keeps it in its range', () => {
    const degreesOf = (magnitudeStd: number): readonly number[] => {
      const policy = { ...augmentations['timm-randaugment'].policy, probability: 1, magnitudeStd };
      return Array.from({ length: 600 }, (_, sample) =>
        drawn({ ...NONE, policy }, sample).flatMap((operation) =>
          operation.kind === 'rotate' ? [Math.abs(operation.degrees)] : [],
        ),
      ).flat();
    };
    expect(new Set(degreesOf(0))).toEqual(new Set([27]));
    const noisy = degreesOf(0.5);
    expect(Math.max(...noisy)).toBeLessThanOrEqual(30);
    expect(Math.min(...noisy)).toBeGreaterThan(18);
    expect(new Set(noisy).size).toBeGreaterThan(20);
    const uniform = degreesOf(101);
    expect(Math.max(...uniform)).toBeLessThanOrEqual(27);
    expect(Math.min(...uniform)).toBeLessThan(5);
  });
});
