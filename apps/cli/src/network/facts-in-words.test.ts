import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224, NORMALIZATIONS, SMALL_32 } from '@mobilenext/mobilenext';
import { factsText, overruledNotes } from './facts-in-words.js';

describe('factsText', () => {
  it('says all that is known, as the flags say it', () => {
    expect(factsText({ strides: 'small', identityMultiplier: 2, preprocessing: SMALL_32 })).toBe(
      'strides small, identity multiplier 2, normalization imagenet, channel order rgb, crop 32',
    );
    expect(factsText({ preprocessing: IMAGENET_224 })).toMatch(
      /crop 224, size 256, interpolation bicubic, resize paddleclas$/,
    );
    expect(factsText({})).toBe('');
  });

  it('gives the constants of a normalization without a name', () => {
    const own = { ...SMALL_32, mean: [0.1, 0.2, 0.3] } as const;
    expect(factsText({ preprocessing: own })).toContain('of mean 0.1 0.2 0.3 and deviation 0.229');
  });
});

describe('overruledNotes', () => {
  const saved = { strides: 'small', preprocessing: SMALL_32 } as const;

  it('names each fact that a flag changes', () => {
    const preprocessing = { ...SMALL_32, ...NORMALIZATIONS.signed, size: 64 };
    expect(overruledNotes('a.onnx', saved, { strides: 'imagenet', preprocessing })).toEqual([
      '--strides imagenet instead of the small that a.onnx says',
      '--normalization signed instead of the imagenet that a.onnx says',
      '--crop 64 instead of the 32 that a.onnx says',
    ]);
  });

  it('is silent where the two agree, and where the file says nothing', () => {
    expect(overruledNotes('a.onnx', saved, saved)).toEqual([]);
    expect(overruledNotes('a.onnx', {}, saved)).toEqual([]);
  });
});
