import { describe, expect, it } from '@jest/globals';
import { resolveVariant, variants } from '@mobilenext/mobilenext';
import { checkConfig } from './check-config.js';
import { findRecipe, recipes } from './recipes.js';

describe.each(Object.entries(recipes))('the recipe %s', (name, { config, description }) => {
  it('is a configuration that survives JSON', () => {
    expect(checkConfig(JSON.parse(JSON.stringify(config)) as object)).toEqual(config);
  });

  it('trains a variant with the preprocessing that the variant wants', () => {
    const variant = resolveVariant(config.variant);
    expect(variant).toBe(config.variant);
    expect(config.preprocessing).toEqual(variants[variant].preprocessing);
  });

  it('is found by its name and described in one line', () => {
    expect(findRecipe(name).config).toBe(config);
    expect(description).not.toContain('\n');
  });
});

describe('findRecipe', () => {
  it('answers an unknown name with the known ones', () => {
    expect(() => findRecipe('cifar')).toThrow(
      "no recipe is called 'cifar': known are small-pictures, imagenet",
    );
  });
});
