import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chain } from './chain.js';
import { countParameters, multiplyAdds, outputSize } from './count.js';
import { network } from './network.js';
import { sgBlock } from './sg-block.js';

// 3 -> 8 (stride 2), then depthwise 8, 8 -> 4, 4 -> 8, depthwise 8, then 8 -> 5 classes.
const made = network({
  name: 'net',
  chains: [
    chain({
      name: 'stem',
      units: [
        { convolution: 'dense', inChannels: 3, outChannels: 8, stride: 2, activation: 'relu6' },
      ],
    }),
    sgBlock({ name: 'block', inChannels: 8, outChannels: 8, reduction: 2, stride: 2 }),
  ],
  numClasses: 5,
});

describe('countParameters', () => {
  it('adds filters, batch norm weights and biases, and the linear layer', () => {
    const stem = 8 * 3 * 9 + 2 * 8;
    const block = 8 * 9 + 2 * 8 + (4 * 8 + 2 * 4) + (8 * 4 + 2 * 8) + (8 * 9 + 2 * 8);
    expect(countParameters(made)).toBe(stem + block + (5 * 8 + 5));
  });
});

describe('multiplyAdds', () => {
  it('counts each layer of an odd, oblong picture', () => {
    // 7 x 10 becomes 4 x 5 in the stem and 2 x 3 in the block's last unit.
    const { total, layers } = multiplyAdds(made, { height: 7, width: 10 });
    expect(layers).toEqual([
      { key: 'stem.0', multiplyAdds: 27 * 8 * 20, outputShape: [8, 4, 5] },
      { key: 'block.conv.0', multiplyAdds: 9 * 8 * 20, outputShape: [8, 4, 5] },
      { key: 'block.conv.3', multiplyAdds: 8 * 4 * 20, outputShape: [4, 4, 5] },
      { key: 'block.conv.5', multiplyAdds: 4 * 8 * 20, outputShape: [8, 4, 5] },
      { key: 'block.conv.8', multiplyAdds: 9 * 8 * 6, outputShape: [8, 2, 3] },
      { key: 'classifier', multiplyAdds: 8 * 5, outputShape: [5] },
    ]);
    expect(total).toBe(4320 + 1440 + 640 + 640 + 432 + 40);
  });

  it.each([
    [0, 5],
    [5, -1],
    [5, 2.5],
    [Number.NaN, 5],
  ])('refuses a picture of %dx%d pixels', (height, width) => {
    expect(() => multiplyAdds(made, { height, width })).toThrow(
      expect.objectContaining({
        name: 'CoreError',
        code: 'SIZE',
        message: `an input of ${height}x${width} pixels: both sides must be whole numbers of at least 1`,
      }),
    );
  });
});

describe('outputSize', () => {
  it('is ceil(side / stride)', () => {
    const side = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom(1, 2), (height, width, stride) => {
        expect(outputSize({ stride: stride === 1 ? 1 : 2 }, { height, width })).toEqual({
          height: Math.ceil(height / stride),
          width: Math.ceil(width / stride),
        });
      }),
    );
  });
});
