import { describe, expect, it } from '@jest/globals';
import { didYouMean } from './did-you-mean.js';

const KNOWN = ['summary', 'train', 'eval', 'predict', 'parity'];

describe('didYouMean', () => {
  it('asks for the names with the fewest changed letters', () => {
    expect(didYouMean('sumary', KNOWN)).toBe('; did you mean summary?');
    expect(didYouMean('trian', KNOWN)).toBe('; did you mean train?');
  });

  it('says nothing where nothing can be meant', () => {
    expect(didYouMean('xyzzyxyzzy', KNOWN)).toBe('');
  });
});
