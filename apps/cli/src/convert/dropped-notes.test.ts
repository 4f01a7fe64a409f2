import { describe, expect, it } from '@jest/globals';
import { IMAGENET_224 } from '@mobilenext/mobilenext';
import { droppedNotes } from './dropped-notes.js';

describe('droppedNotes', () => {
  it('names what is known and gets lost', () => {
    const facts = { strides: 'small', identityMultiplier: 2, preprocessing: IMAGENET_224 } as const;
    expect(droppedNotes('a.pth', facts)).toEqual([
      'a.pth has no place for strides small, identity multiplier 2, preprocessing for 224 pixels: ' +
        'note them, or write .safetensors',
    ]);
  });

  it('is silent where nothing is known', () => expect(droppedNotes('a.pth', {})).toEqual([]));
});
