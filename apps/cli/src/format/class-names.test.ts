import { describe, expect, it } from '@jest/globals';
import { classNamesOf, readableClasses } from './class-names.js';

describe('readableClasses', () => {
  it('gives words for WordNet ids and leaves other names alone', () => {
    expect(readableClasses(['n02092339', 'cat', 'n99999999'])).toEqual([
      ...['Weimaraner', 'cat', 'n99999999'],
    ]);
  });
});

describe('classNamesOf', () => {
  it("takes 1000 classes without names for ImageNet's, and others for unknown", () => {
    expect(classNamesOf(undefined, 1000)?.[178]).toBe('Weimaraner');
    expect(classNamesOf(undefined, 999)).toBeUndefined();
    expect(classNamesOf(['n01440764', 'dog'], 2)).toEqual(['tench', 'dog']);
  });
});
