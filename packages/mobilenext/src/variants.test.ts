import { describe, expect, it } from '@jest/globals';
import { multiplyAdds } from '@mobilenext/core';
import { STRIDES } from './stages.js';
import { resolveVariant, variantNames, variantNetwork, variants } from './variants.js';

describe.each(variantNames)('%s', (name) => {
  const { width, strides, preprocessing } = variants[name];

  it('is called after its width and strides', () => {
    const [, digits, rest] = /^mobilenext-(\d\.\d+)(-small)?$/.exec(name) ?? [];
    expect(Number(digits)).toBe(width);
    expect(strides).toBe(rest ? 'small' : 'imagenet');
  });

  it('builds, with any option changed', () => {
    const network = variantNetwork(name);
    expect(network).toMatchObject({ width, strides: STRIDES[strides] });
    expect(network.classifier.numClasses).toBe(1000);
    expect(variantNetwork(name, { numClasses: 7 }).classifier.numClasses).toBe(7);
  });

  it('sees pictures of a size that its strides divide, and not only one pixel of them', () => {
    const { size, resize } = preprocessing;
    const { layers } = multiplyAdds(variantNetwork(name), { height: size, width: size });
    const [, height, width] = layers[layers.length - 2].outputShape;
    expect(height).toBe(strides === 'small' ? size / 8 : size / 32);
    expect(width).toBe(height);
    expect(height).toBeGreaterThan(1);
    if (resize) expect(resize.shortSide).toBeGreaterThanOrEqual(size);
  });

  it('normalises three colours by what is possible', () => {
    for (const share of [...preprocessing.mean, ...preprocessing.std]) {
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    }
  });

  it('is found by its own name and is frozen', () => {
    expect(resolveVariant(name)).toBe(name);
    expect(Object.isFrozen(variants[name])).toBe(true);
  });
});

describe('resolveVariant', () => {
  it.each([
    ['0.35', 'mobilenext-0.35'],
    ['1', 'mobilenext-1.0'],
    ['1.0', 'mobilenext-1.0'],
    ['0.5-small', 'mobilenext-0.5-small'],
    ['1-small', 'mobilenext-1.0-small'],
    ['mobilenext-1', 'mobilenext-1.0'],
    ['mobilenext_1.4', 'mobilenext-1.4'],
    ['MobileNeXt_x0_35', 'mobilenext-0.35'],
    ['MobileNeXt_x1_0', 'mobilenext-1.0'],
    ['MobileNeXt_x0_75-small', 'mobilenext-0.75-small'],
    ['MOBILENEXT-1.4', 'mobilenext-1.4'],
  ])('knows %s as %s', (text, name) => {
    expect(resolveVariant(text)).toBe(name);
  });

  it.each([
    ['0.3', 'mobilenext-0.1, mobilenext-0.35, mobilenext-0.5'],
    ['mobilnext-0.35', 'mobilenext-0.35, mobilenext-0.5, mobilenext-0.75'],
    ['MobileNeXt_x0_36', 'mobilenext-0.35, mobilenext-0.1, mobilenext-0.5'],
    ['1.0-smal', 'mobilenext-1.0-small, mobilenext-1.4-small, mobilenext-0.1-small'],
    ['mobilenext', 'mobilenext-0.1, mobilenext-0.5, mobilenext-1.0'],
  ])('answers %s with the nearest names and all that there are', (text, nearest) => {
    expect(() => resolveVariant(text)).toThrow(
      expect.objectContaining({
        name: 'MobileNeXtError',
        code: 'VARIANT',
        message: `no variant is called '${text}'; nearest are ${nearest}; known are ${variantNames.join(', ')}`,
      }),
    );
  });

  it.each(['resnet50', '', 'toString'])('suggests nothing nearer for %p', (text) => {
    expect(() => resolveVariant(text)).toThrow(
      `no variant is called '${text}'; known are ${variantNames.join(', ')}`,
    );
  });
});
