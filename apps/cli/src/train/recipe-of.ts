import { type VariantName, variants } from '@mobilenext/mobilenext';
import { findRecipe, type Recipe } from '@mobilenext/trainer';

/**
 * The recipe that is asked for, or else the one for the size of pictures that a variant is for.
 *
 * @throws {TrainerError} `SETTING` for an unknown name.
 */
export function recipeOf(asked: {
  readonly recipe?: string;
  readonly variant?: VariantName;
}): Recipe {
  const { recipe, variant } = asked;
  const isLarge = variant !== undefined && variants[variant].strides === 'imagenet';
  return findRecipe(recipe ?? (isLarge ? 'imagenet' : 'small-pictures'));
}
