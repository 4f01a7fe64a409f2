import { expect, it } from '@jest/globals';
import { shortSideSize } from './resize-short-side.js';
import { roundHalfEven } from './round-half-even.js';

it('cuts the long side as torchvision does and rounds it as PaddleClas does', () => {
  const picture = { width: 500, height: 334 };
  expect(shortSideSize(picture, 256, 'torchvision')).toEqual({ width: 383, height: 256 });
  expect(shortSideSize(picture, 256, 'timm')).toEqual({ width: 383, height: 256 });
  expect(shortSideSize({ width: 334, height: 501 }, 256, 'paddleclas')).toEqual({
    width: 256,
    height: 384,
  });
});

it('rounds halves to the even neighbour', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 0, -2, 2, 3]);
});
