import { describe, expect, it } from '@jest/globals';
import { toNhwc } from './nhwc.js';

describe('toNhwc', () => {
  it('puts the channels of a pixel side by side', () => {
    const nchw = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    expect(toNhwc(nchw, [2, 3, 1, 2])).toEqual({
      values: Float32Array.of(1, 3, 5, 2, 4, 6, 7, 9, 11, 8, 10, 12),
      shape: [2, 1, 2, 3],
    });
  });
});
