import { expect, it } from '@jest/globals';
import { shortSideSize } from './resize-short-side.js';

it('cuts the long side as torchvision does and rounds it as PaddleClas does', () => {
  const picture = { width: 500, height: 334 };
  expect(shortSideSize(picture, 256, 'torchvision')).toEqual({ width: 383, height: 256 });
  expect(shortSideSize(picture, 256, 'timm')).toEqual({ width: 383, height: 256 });
  expect(shortSideSize({ width: 334, height: 501 }, 256, 'paddleclas')).toEqual({
    width: 256,
    height: 384,
  });
});
