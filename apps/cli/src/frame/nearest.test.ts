import { describe, expect, it } from '@jest/globals';
import { didYouMean, nearest } from './nearest.js';

const KNOWN = ['summary', 'train', 'eval', 'predict', 'parity'];

describe('nearest', () => {
  it('puts the name with the fewest changed letters first', () => {
    expect(nearest('sumary', KNOWN)[0]).toBe('summary');
    expect(nearest('PREDICT', KNOWN)[0]).toBe('predict');
  });

  it('gives nothing where nothing can be meant', () => {
    expect(nearest('xyzzyxyzzy', KNOWN)).toEqual([]);
    expect(didYouMean('xyzzyxyzzy', KNOWN)).toBe('');
  });

  it('words the answer as a question', () => {
    expect(didYouMean('trian', ['train', 'summary'])).toBe('; did you mean train?');
  });
});
