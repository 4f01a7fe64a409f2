import { describe, expect, it } from '@jest/globals';
import { splitNotes } from './split-notes.js';

const own = { asked: 'test', isOwn: true };

describe('splitNotes', () => {
  it('says so where the split has another name', () => {
    const found = { name: 'photos/test', split: 'test' };
    expect(splitNotes(found, { ...own, asked: 'val' })).toEqual(['val is called test here']);
    expect(splitNotes(found, own)).toEqual([]);
  });

  it('warns of data without splits, which a run may have trained on', () => {
    const photos = { name: 'data/photos', split: null };
    expect(splitNotes(photos, own)).toEqual([
      'data/photos has no test split: these may be the pictures that the weights were trained on',
    ]);
    expect(splitNotes(photos, { ...own, isOwn: false })).toEqual([]);
    expect(splitNotes(photos, { ...own, asked: null })).toEqual([]);
    expect(splitNotes({ name: 'photos/test', split: null }, own)).toEqual([]);
  });
});
