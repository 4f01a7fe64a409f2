import { describe, expect, it } from '@jest/globals';
import { SMALL_32 } from './preprocessing.js';
import { runFactsOf } from './run-facts.js';

const metadataOf = (variant: string) => ({
  format: 'mobilenext-training/1',
  run: JSON.stringify({
    config: { variant, identityMultiplier: 2, preprocessing: SMALL_32 },
    classes: ['cat', 'dog'],
  }),
});

describe('runFactsOf', () => {
  it('reads what shapes cannot tell', () => {
    expect(runFactsOf(metadataOf('mobilenext-0.1-small'))).toEqual({
      strides: 'small',
      identityMultiplier: 2,
      preprocessing: SMALL_32,
      classes: ['cat', 'dog'],
    });
  });

  it('knows nothing of other programs and of networks without a name', () => {
    expect(runFactsOf({ format: 'pt' })).toEqual({});
    expect(runFactsOf(metadataOf('my-own')).strides).toBeUndefined();
    expect(runFactsOf({ format: 'mobilenext-training/1', run: '{' })).toEqual({});
  });
});
