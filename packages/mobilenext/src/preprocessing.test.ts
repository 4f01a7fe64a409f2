import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224, SMALL_32 } from './preprocessing.js';

describe('preprocessing', () => {
  it("is PaddleClas's for ImageNet: the short side to 256, then the middle 224", () => {
    expect(IMAGENET_224).toEqual({
      size: 224,
      resize: { shortSide: 256, interpolation: 'bicubic', rounding: 'paddleclas' },
      cropRule: 'paddleclas',
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
      arithmetic: 'paddleclas',
    });
  });

  it('leaves small pictures in their size', () => {
    expect(SMALL_32).toEqual({ ...IMAGENET_224, size: 32, resize: null });
  });

  it('is frozen', () => {
    const { resize, mean, std } = IMAGENET_224;
    expect([IMAGENET_224, SMALL_32, resize, mean, std].every(Object.isFrozen)).toBe(true);
  });
});
