import { describe, expect, it } from '@jest/globals';
import { mobileNeXt } from './mobilenext.js';
import { factsOfNetwork, NETWORK_FACTS_KEY, networkFactsOf } from './network-facts.js';
import { IMAGENET_224 } from './preprocessing.js';
import { STRIDES } from './stages.js';

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

describe('factsOfNetwork', () => {
  it('names the strides that have a name, and no others', () => {
    for (const strides of ['imagenet', 'small'] as const) {
      const options = { strides, identityMultiplier: 2 };
      expect(factsOfNetwork(mobileNeXt(options))).toEqual(options);
    }
    const strides = { ...STRIDES.imagenet, stem: 1 as const };
    expect(factsOfNetwork(mobileNeXt({ strides }))).toEqual({ identityMultiplier: 1 });
  });
});
