import { describe, expect, it } from '@jest/globals';
import { NETWORK_FACTS_KEY, networkFactsOf } from './network-facts.js';
import { IMAGENET_224 } from './preprocessing.js';

const written = (facts: unknown) => ({ [NETWORK_FACTS_KEY]: JSON.stringify(facts) });

describe('networkFactsOf', () => {
  it('gives back what was written', () => {
    const facts = { strides: 'small', identityMultiplier: 2, preprocessing: IMAGENET_224 };
    expect(networkFactsOf(written(facts))).toEqual(facts);
  });

  it('knows nothing where nothing was written', () => {
    expect(networkFactsOf({ format: 'pt' })).toEqual({});
  });

  it.each([
    '{"strides":',
    'null',
    '{"strides": "toString", "identityMultiplier": "2", "preprocessing": null}',
    '{"identityMultiplier": 0}',
  ])('takes %s for not known', (text) => {
    expect(networkFactsOf({ [NETWORK_FACTS_KEY]: text })).toEqual({});
  });
});
