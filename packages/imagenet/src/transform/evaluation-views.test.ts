import { describe, expect, it } from '@jest/globals';
import { evaluationTransform } from './evaluation-transform.js';
import { viewCount, viewsTransform } from './evaluation-views.js';

// Already of the short side, so that scaling changes nothing; the red channel says where a pixel is.
const WIDTH = 6;
const HEIGHT = 4;
const picture = {
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, i) => (i % 3 === 0 ? i / 3 : 0)),
};
const geometry = {
  size: 2,
  resize: { shortSide: HEIGHT, interpolation: 'bilinear', rounding: 'torchvision' },
  cropRule: 'torchvision',
} as const;

/** Red of the upper left pixel of each view. */
function corners(crops: 1 | 5 | 10, flip: boolean): readonly number[] {
  const { width, height, data } = viewsTransform(geometry, { crops, flip })(picture);
  const views = viewCount({ crops, flip });
  expect([width, height]).toEqual([2, 2 * views]);
  return Array.from({ length: views }, (_, view) => data[view * 12]);
}

describe('viewsTransform', () => {
  it('takes the corners and the centre, as FiveCrop', () => {
    expect(corners(5, false)).toEqual([0, 4, 12, 16, 8]);
  });

  it('takes them of the mirrored picture, too, as TenCrop', () => {
    const mirrored = [5, 1, 17, 13, 9];
    expect(corners(10, false)).toEqual([0, 4, 12, 16, 8, ...mirrored]);
    expect(corners(5, true)).toEqual(corners(10, false));
    expect(corners(10, true)).toEqual(corners(10, false));
  });

  it('is the evaluation transform and its mirror with one crop', () => {
    expect(corners(1, true)).toEqual([8, 9]);
    const view = viewsTransform(geometry, { crops: 1, flip: false })(picture);
    expect(view).toEqual(evaluationTransform(geometry)(picture));
  });

  it('says that corners need room', () => {
    const small = { ...geometry, size: 2, resize: null };
    expect(() => viewsTransform(small, { crops: 5, flip: false })).toThrow(
      '5 crops of 2x2 need pictures scaled to more than 2 pixels',
    );
  });
});
