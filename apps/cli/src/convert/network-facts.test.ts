import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224 } from '@mobilenext/mobilenext';
import { preprocessingOf, typedRules } from './network-facts.js';

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
    expect(preprocessingOf(bgr, flags, { detected: bgr, isKept: true })?.channelOrder).toBe('bgr');
    expect(preprocessingOf(bgr, flags, { isKept: true })?.channelOrder).toBe('rgb');
    const typed = { ...flags, channelOrder: 'rgb' as const };
    expect(preprocessingOf(bgr, typed, { detected: bgr, isKept: true })?.channelOrder).toBe('rgb');
  });

  it('leaves what was detected as it is where nothing was typed', () => {
    const detected = { preprocessing: IMAGENET_224 };
    expect(preprocessingOf(detected, NOTHING, { detected, isKept: true })).toEqual(IMAGENET_224);
  });

  it('does not drop in silence what was typed about pictures', () => {
    expect(preprocessingOf({}, NOTHING, { isKept: true })).toBeUndefined();
    expect(() => preprocessingOf({}, { ...NOTHING, crop: 192 }, { isKept: true })).toThrow(
      /^--crop is written together with .*: give --normalization imagenet .* or let --detect/,
    );
    const flags = { ...NOTHING, crop: 192, normalization: 'signed' as const };
    expect(preprocessingOf({}, flags, { isKept: true })?.size).toBe(192);
  });

  it('asks nothing more where the output has no place for it', () => {
    const flags = { ...NOTHING, crop: 192, channelOrder: 'bgr' as const };
    expect(preprocessingOf({}, flags, { isKept: false })).toBeUndefined();
    expect(typedRules(flags)).toEqual(['channel order bgr', 'crop 192']);
    const scaled = { ...flags, normalization: 'signed' as const };
    expect(preprocessingOf({}, scaled, { isKept: false })?.size).toBe(192);
  });
});
