import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224 } from '@mobilenext/mobilenext';
import { preprocessingOf } from './network-facts.js';

const NOTHING = {
  resize: undefined,
  interpolation: undefined,
  size: undefined,
  crop: undefined,
  normalization: undefined,
  channelOrder: undefined,
};
const bgr = { preprocessing: { ...IMAGENET_224, channelOrder: 'bgr' as const } };

describe('preprocessingOf', () => {
  it('keeps the channel order that was detected under a typed normalisation', () => {
    const flags = { ...NOTHING, normalization: 'imagenet' as const };
    expect(preprocessingOf(bgr, flags, bgr)?.channelOrder).toBe('bgr');
    expect(preprocessingOf(bgr, flags)?.channelOrder).toBe('rgb');
    const typed = { ...flags, channelOrder: 'rgb' as const };
    expect(preprocessingOf(bgr, typed, bgr)?.channelOrder).toBe('rgb');
  });

  it('leaves what was detected as it is where nothing was typed', () => {
    const detected = { preprocessing: IMAGENET_224 };
    expect(preprocessingOf(detected, NOTHING, detected)).toEqual(IMAGENET_224);
  });

  it('does not drop in silence what was typed about pictures', () => {
    expect(preprocessingOf({}, NOTHING)).toBeUndefined();
    expect(() => preprocessingOf({}, { ...NOTHING, crop: 192 })).toThrow(
      /^--crop is written together with .*: give --normalization imagenet .* or let --detect/,
    );
    const flags = { ...NOTHING, crop: 192, normalization: 'signed' as const };
    expect(preprocessingOf({}, flags)?.size).toBe(192);
  });
});
