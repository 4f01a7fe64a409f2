import { describe, expect, it } from '@jest/globals';
import { NETWORK_FACTS_KEY } from './network-facts.js';
import { IMAGENET_224, SMALL_32 } from './preprocessing.js';
import { runFactsOf } from './run-facts.js';

const CONFIG = { variant: 'mobilenext-0.1-small', identityMultiplier: 2, preprocessing: SMALL_32 };
const CLASSES = ['cat', 'dog'];
const metadataOf = (config: object, classes: unknown = CLASSES) => ({
  format: 'mobilenext-training/1',
  run: JSON.stringify({ config, classes }),
});
const converted = (facts: object) => ({ [NETWORK_FACTS_KEY]: JSON.stringify(facts) });

describe('runFactsOf', () => {
  it('reads what shapes cannot tell', () => {
    expect(runFactsOf(metadataOf(CONFIG))).toEqual({
      variant: 'mobilenext-0.1-small',
      strides: 'small',
      identityMultiplier: 2,
      preprocessing: SMALL_32,
      classes: CLASSES,
    });
  });

  it('puts what `convert` found out over what the run said', () => {
    const later = { strides: 'imagenet', preprocessing: IMAGENET_224 };
    expect(runFactsOf({ ...metadataOf(CONFIG), ...converted(later) })).toMatchObject({
      ...later,
      identityMultiplier: 2,
    });
  });

  it('knows nothing of other programs and of networks without a name', () => {
    expect(runFactsOf({ format: 'pt', run: '{' })).toEqual({});
    const unnamed = runFactsOf(metadataOf({ ...CONFIG, variant: 'my-own' }));
    expect(unnamed).not.toHaveProperty('strides');
    expect(unnamed).not.toHaveProperty('variant');
  });

  it.each([
    ['variant', { ...CONFIG, variant: 1 }],
    ['identityMultiplier', { ...CONFIG, identityMultiplier: '2' }],
    ['preprocessing.size', { ...CONFIG, preprocessing: null }],
    ['preprocessing.std', { ...CONFIG, preprocessing: { ...SMALL_32, std: [1, 1, 0] } }],
  ])('refuses a wrong %s', (field, config) => {
    expect(() => runFactsOf(metadataOf(config))).toThrow(`${field} of the run is wrong`);
  });

  it('refuses classes that are no names, a run that is no JSON and a preprocessing that cannot be', () => {
    expect(() => runFactsOf(metadataOf(CONFIG, [1]))).toThrow('classes of the run is wrong');
    expect(() => runFactsOf({ ...metadataOf(CONFIG), run: '{' })).toThrow('the run is no JSON');
    const impossible = converted({ preprocessing: { ...SMALL_32, size: 1e9 } });
    expect(() => runFactsOf(impossible)).toThrow('preprocessing.size of the run is wrong');
  });
});
