import { describe, expect, it } from '@jest/globals';
import { variantNames, variants } from '@mobilenext/mobilenext';
import { recipeOf } from './recipe-of.js';

describe('recipeOf', () => {
  it.each(variantNames)('prepares pictures of %s as the variant wants them', (variant) => {
    expect(recipeOf({ variant }).config.preprocessing).toEqual(variants[variant].preprocessing);
  });

  it('takes the recipe that is asked for', () => {
    const { config } = recipeOf({ recipe: 'imagenet', variant: 'mobilenext-0.35-small' });
    expect(config.variant).toBe('mobilenext-1.0');
  });
});
