import { describe, expect, it } from '@jest/globals';
import { imagenetClasses } from './imagenet-classes.js';

const classes = imagenetClasses();

describe('imagenetClasses', () => {
  it('are 1000, each index the place of a WordNet id among the sorted ones', () => {
    expect(classes).toHaveLength(1000);
    const ids = classes.map(({ wordnetId }) => wordnetId);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids.every((id) => /^n\d{8}$/.test(id))).toBe(true);
    expect(classes.every(({ index }, i) => index === i)).toBe(true);
    expect(classes.every(({ name, words }) => name !== '' && words.startsWith(name))).toBe(true);
  });

  it.each([
    [0, 'n01440764', 'tench'],
    [178, 'n02092339', 'Weimaraner'],
    [281, 'n02123045', 'tabby'],
    [980, 'n09472597', 'volcano'],
    [999, 'n15075141', 'toilet tissue'],
  ])('number %i is %s, %s', (index, wordnetId, name) => {
    expect(classes[index]).toMatchObject({ index, wordnetId, name });
  });

  it('has the two pairs of one name that its comment speaks of', () => {
    const names = classes.map(({ name }) => name);
    const twice = names.filter((name, i) => names.indexOf(name) !== i);
    expect(twice).toEqual(['crane', 'maillot']);
  });
});
