import { describe, expect, it } from '@jest/globals';
import { augmentations } from '@mobilenext/imagenet';
import { findAugmentation } from './find-augmentation.js';

describe('findAugmentation', () => {
  it('finds by name', () => {
    expect(findAugmentation('mobilenext')).toBe(augmentations.mobilenext);
  });

  it('names what is meant, or all', () => {
    expect(() => findAugmentation('timm-randaug')).toThrow("'timm-randaug'");
    expect(() => findAugmentation('constructor')).toThrow(
      "no augmentation is called 'constructor'",
    );
  });
});
