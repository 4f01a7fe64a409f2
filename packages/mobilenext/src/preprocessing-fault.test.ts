import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224, SMALL_32 } from './preprocessing.js';
import { preprocessingFault } from './preprocessing-fault.js';

const resized = (changes: object) => ({
  ...IMAGENET_224,
  resize: { ...IMAGENET_224.resize, ...changes },
});

describe('preprocessingFault', () => {
  it.each([
    [IMAGENET_224],
    [SMALL_32],
    [{ ...SMALL_32, channelOrder: 'bgr' }],
    // torchvision pads what is smaller than its crop.
    [{ ...resized({ shortSide: 100 }), cropRule: 'torchvision' }],
  ])('finds none in %j', (preprocessing) => {
    expect(preprocessingFault(preprocessing)).toBeUndefined();
  });

  it.each([
    ['size', undefined],
    ['size', null],
    ['size', { ...SMALL_32, size: 0 }],
    ['size', { ...SMALL_32, size: 4097 }],
    ['resize.shortSide', resized({ shortSide: 1.5 })],
    ['resize.shortSide', { ...IMAGENET_224, resize: undefined }],
    ['resize.interpolation', resized({ interpolation: 'nearest' })],
    ['resize.rounding', resized({ rounding: 'up' })],
    ['cropRule', { ...SMALL_32, cropRule: 'timm' }],
    ['mean', { ...SMALL_32, mean: [0.5, 0.5] }],
    ['mean', { ...SMALL_32, mean: [124, 117, 104] }],
    ['std', { ...SMALL_32, std: [1, 1, Number.NaN] }],
    ['channelOrder', { ...SMALL_32, channelOrder: 'gbr' }],
    ['arithmetic', { ...SMALL_32, arithmetic: 'exact' }],
    ['resize.shortSide (below size)', resized({ shortSide: 200 })],
  ])('names %s', (field, preprocessing) => {
    expect(preprocessingFault(preprocessing)).toBe(field);
  });
});
