import { describe, expect, it } from '@jest/globals';
import { SMALL_32 } from '@mobilenext/mobilenext';
import { droppedNotes } from './dropped-notes.js';

describe('droppedNotes', () => {
  it('names what is known and gets lost', () => {
    const facts = { strides: 'small', identityMultiplier: 2, preprocessing: SMALL_32 } as const;
    expect(
      droppedNotes('a.pth', { facts: { ...facts, classes: ['cat', 'dog'] }, metadata: {} }),
    ).toEqual([
      'a.pth has no place for strides small, identity multiplier 2, normalization imagenet, ' +
        'channel order rgb, crop 32, the names of its 2 classes: note them, or write .safetensors',
    ]);
  });

  it('names a rule that was typed alone', () => {
    const dropped = { facts: {}, rules: ['crop 192'], metadata: {} };
    expect(droppedNotes('a.pth', dropped)).toEqual([
      'a.pth has no place for crop 192: note them, or write .safetensors',
    ]);
  });

  it('says that statistics are gone with the mark of it', () => {
    expect(droppedNotes('a.pth', { facts: {}, metadata: { batch_norm: 'folded' } })).toEqual([
      expect.stringContaining('their statistics are gone'),
    ]);
  });

  it('is silent where nothing is known', () =>
    expect(droppedNotes('a.pth', { facts: {}, metadata: {} })).toEqual([]));
});
