import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pictures } from '../../test/arbitraries.js';
import { randomStream } from '../random/random-stream.js';
import { padAndCrop } from './pad-and-crop.js';
import { randomBox } from './random-box.js';
import { randomResizedCrop } from './random-resized-crop.js';

const IMAGENET = {
  scale: [0.08, 1],
  ratio: [3 / 4, 4 / 3],
  interpolation: 'bicubic',
} as const;

describe('randomBox', () => {
  it('lies inside the picture, whatever is drawn', () => {
    const side = fc.integer({ min: 1, max: 600 });
    fc.assert(
      fc.property(side, side, fc.nat(), (width, height, seed) => {
        const random = randomStream(seed, 0, 0, 'test');
        const box = randomBox({ width, height }, IMAGENET.ratio, {
          area: () => random.uniform() * 2,
          aspect: () => 0.1 + random.uniform() * 4,
          offset: (limit) => random.integer(0, limit),
        });
        expect(Math.min(box.left, box.top)).toBeGreaterThanOrEqual(0);
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(1);
        expect(box.left + box.width).toBeLessThanOrEqual(width);
        expect(box.top + box.height).toBeLessThanOrEqual(height);
      }),
    );
  });

  it('falls back to the central box of the nearest aspect', () => {
    const draws = { area: () => 1, aspect: () => 1, offset: () => 0 };
    expect(randomBox({ width: 100, height: 30 }, [3 / 4, 4 / 3], draws)).toEqual({
      ...{ left: 30, top: 0, width: 40, height: 30 },
    });
    expect(randomBox({ width: 30, height: 100 }, [3 / 4, 4 / 3], draws)).toEqual({
      ...{ left: 0, top: 30, width: 30, height: 40 },
    });
  });
});

describe.each(['torchvision', 'timm'] as const)('randomResizedCrop by the rule of %s', (rule) => {
  it('gives a square that depends on nothing but the stream', () => {
    fc.assert(
      fc.property(pictures(), fc.nat(), (picture, sample) => {
        const draw = () =>
          randomResizedCrop(picture, 8, randomStream(1, 2, sample, 'test'), { ...IMAGENET, rule });
        const first = draw();
        expect([first.width, first.height, first.data.length]).toEqual([8, 8, 192]);
        expect(draw()).toEqual(first);
      }),
    );
  });
});

describe('padAndCrop', () => {
  it('reaches every offset and no other', () => {
    const picture = { width: 1, height: 1, data: Uint8Array.of(9, 9, 9) };
    const places = new Set<number>();
    for (let sample = 0; sample < 200; sample++) {
      const random = randomStream(0, 0, sample, 'test');
      const { data } = padAndCrop(picture, { padding: 1, size: 2 }, random);
      places.add(data.indexOf(9) / 3);
    }
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
  });
});
