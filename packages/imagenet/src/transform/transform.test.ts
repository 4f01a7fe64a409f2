import { describe, expect, it } from '@jest/globals';
import { normalize } from '@mobilenext/pictures';
import { centerCrop } from '../crop/center-crop.js';
import { randomStream } from '../random/random-stream.js';
import { resizeShortSide } from '../resize/resize-short-side.js';
import { evaluationTransform } from './evaluation-transform.js';
import { trainingTransform } from './training-transform.js';

const picture = { width: 20, height: 30, data: Uint8Array.from({ length: 1800 }, (_, i) => i) };
const SMALL = { size: 8, resize: null, cropRule: 'torchvision' } as const;
const CROPPED = {
  size: 8,
  resize: { shortSide: 10, interpolation: 'bilinear', rounding: 'torchvision' },
  cropRule: 'torchvision',
} as const;

describe('evaluationTransform', () => {
  it.each([SMALL, CROPPED])('gives a square of the asked size', (geometry) => {
    const { width, height } = evaluationTransform(geometry)(picture);
    expect([width, height]).toEqual([8, 8]);
  });

  it.each(['torchvision', 'paddleclas'] as const)(
    'computes of the scaled picture only what the rule of %s cuts out',
    (cropRule) => {
      for (const interpolation of ['bilinear', 'bicubic'] as const) {
        const how = { shortSide: 11, interpolation, rounding: 'torchvision' } as const;
        const square = evaluationTransform({ size: 8, resize: how, cropRule })(picture);
        const scaled = resizeShortSide(picture, how.shortSide, how);
        expect(square).toEqual(centerCrop(scaled, 8, { rule: cropRule }));
      }
    },
  );

  it('pads a picture that is scaled to less than the square', () => {
    const { width, height, data } = evaluationTransform({ ...CROPPED, size: 12 })(picture);
    expect([width, height, data[0]]).toEqual([12, 12, 0]);
  });

  it('needs no memory for what it cuts off a strip', () => {
    const strip = { width: 1, height: 400, data: new Uint8Array(1200).fill(9) };
    const resize = { ...CROPPED.resize, shortSide: 1000 };
    expect(evaluationTransform({ ...CROPPED, resize })(strip).data).toEqual(
      new Uint8Array(192).fill(9),
    );
  });

  it('leaves a picture of the right size alone', () => {
    const square = { width: 8, height: 8, data: new Uint8Array(192) };
    expect(evaluationTransform(SMALL)(square)).toBe(square);
  });
});

describe('trainingTransform', () => {
  it.each([
    { kind: 'randomResizedCrop', scale: [0.1, 1], ratio: [0.75, 1.33], interpolation: 'bicubic' },
    { kind: 'padAndCrop', padding: 2 },
    { kind: 'none' },
  ] as const)('gives a square of the asked size with $kind', (crop) => {
    const transform = trainingTransform(CROPPED, { crop, flip: 0.5 });
    const { width, height } = transform(picture, randomStream(0, 0, 0, 'test'));
    expect([width, height]).toEqual([8, 8]);
  });

  it('flips as often as asked', () => {
    const square = { width: 2, height: 2, data: Uint8Array.of(1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0) };
    const transform = trainingTransform(
      { ...SMALL, size: 2 },
      { crop: { kind: 'none' }, flip: 0.25 },
    );
    const flips = Array.from({ length: 1000 }, (_, sample) =>
      transform(square, randomStream(0, 0, sample, 'test')),
    ).filter(({ data }) => data[0] === 0).length;
    // Five standard deviations of 1,000 draws are 68.
    expect(Math.abs(flips - 250)).toBeLessThan(68);
  });
});

describe('normalize', () => {
  it('subtracts the mean and divides by the deviation, channel by channel', () => {
    const pixels = Uint8Array.of(255, 0, 51);
    const how = { mean: [0.5, 0.5, 0.1], std: [0.5, 0.25, 0.2] } as const;
    for (const arithmetic of ['torchvision', 'timm', 'paddleclas'] as const) {
      const [red, green, blue] = normalize(pixels, { ...how, arithmetic });
      expect(red).toBeCloseTo(1, 6);
      expect(green).toBeCloseTo(-2, 6);
      expect(blue).toBeCloseTo(0.5, 6);
    }
  });
});
