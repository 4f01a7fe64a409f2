import { describe, expect, it } from '@jest/globals';
import { networkFactsMetadata, SMALL_32, variantNetwork } from '@mobilenext/mobilenext';
import { networkTensors, runMetadata, safetensorsOf } from '../../test/weights-file.js';
import { readSafetensors } from '../safetensors/read-safetensors.js';
import { findNetwork } from './find-network.js';

const tensors = networkTensors(
  variantNetwork('mobilenext-0.1', { numClasses: 2 }),
  (_, length) => new Float32Array(length),
);
const CONFIG = { variant: 'mobilenext-0.1-small', identityMultiplier: 2, preprocessing: SMALL_32 };
const withMetadata = (metadata?: Record<string, string>) =>
  readSafetensors(safetensorsOf(tensors, metadata));
const bare = withMetadata();
const saved = withMetadata(runMetadata(CONFIG, ['cat', 'dog']));

describe('findNetwork', () => {
  it('takes everything from the file where our trainer wrote it', () => {
    const { network, preprocessing, classes } = findNetwork(saved, {});
    expect(network).toMatchObject({ width: 0.1, identityMultiplier: 2, strides: { stem: 1 } });
    expect(network.classifier.numClasses).toBe(2);
    expect(preprocessing).toEqual(SMALL_32);
    expect(classes).toEqual(['cat', 'dog']);
  });

  it('takes the rest from the options where it did not', () => {
    const { network, preprocessing } = findNetwork(bare, { variant: '0.1', identityMultiplier: 4 });
    expect(network).toMatchObject({ identityMultiplier: 4, strides: { stem: 2 } });
    expect(preprocessing.size).toBe(224);
  });

  it('keeps to the saved name where strides are saved as well, though the shapes fit nothing', () => {
    const run = runMetadata({ ...CONFIG, variant: 'mobilenext-0.35-small' }, []);
    const damaged = { 'classifier.1.weight': tensors['classifier.1.weight'] };
    for (const strides of ['small', 'imagenet'] as const) {
      const file = readSafetensors(
        safetensorsOf(damaged, { ...run, ...networkFactsMetadata({ strides }) }),
      );
      const { network } = findNetwork(file, {});
      expect(network).toMatchObject({
        width: 0.35,
        strides: { stem: strides === 'small' ? 1 : 2 },
      });
    }
  });

  it('asks for the variant, naming those that fit', () => {
    expect(() => findNetwork(bare, {})).toThrow(
      "give variant: 'mobilenext-0.1' or 'mobilenext-0.1-small', and identityMultiplier",
    );
    const unnamed = withMetadata(runMetadata({ ...CONFIG, variant: 'my-own' }, []));
    expect(() => findNetwork(unnamed, {})).toThrow('does not say its strides');
  });

  it.each([
    { option: { variant: 'mobilenext-0.1' }, says: 'saved with mobilenext-0.1-small' },
    { option: { identityMultiplier: 1 }, says: 'saved with 2: leave the option out' },
    { option: { variant: 'mobilenet-0.1' }, says: "no variant is called 'mobilenet-0.1'" },
  ])('refuses $option', ({ option, says }) => {
    expect(() => findNetwork(saved, option)).toThrow(says);
  });

  it.each([
    ['variant', { ...CONFIG, variant: 1 }, []],
    ['identityMultiplier', { ...CONFIG, identityMultiplier: '2' }, []],
    ['preprocessing.size', { ...CONFIG, preprocessing: { ...SMALL_32, size: 1e9 } }, []],
    ['preprocessing.size', { ...CONFIG, preprocessing: null }, []],
    ['preprocessing.std', { ...CONFIG, preprocessing: { ...SMALL_32, std: [1, 1, 0] } }, []],
    ['classes', CONFIG, [1]],
  ])('refuses metadata with a wrong %s', (field, config, classes) => {
    const file = withMetadata(runMetadata(config, classes as string[]));
    expect(() => findNetwork(file, {})).toThrow(`${field} of the run is wrong`);
  });

  it('refuses a file without a classifier', () => {
    const file = readSafetensors(safetensorsOf({}));
    expect(() => findNetwork(file, { variant: '1.0' })).toThrow('classifier.1.weight is missing');
  });
});
