import { describe, expect, it } from '@jest/globals';
import { normalize } from './normalize.js';

const constants = { mean: [0, 0.5, 1], std: [1, 1, 1], arithmetic: 'torchvision' } as const;

describe('normalize', () => {
  it('takes the constants in the order of the channels, blue first if asked', () => {
    const pixels = Uint8Array.of(255, 0, 51);
    expect([...normalize(pixels, constants)]).toEqual([1, -0.5, Math.fround(Math.fround(0.2) - 1)]);
    const blueFirst = normalize(pixels, { ...constants, channelOrder: 'bgr' });
    expect([...blueFirst]).toEqual([Math.fround(0.2), -0.5, 0]);
  });
});
