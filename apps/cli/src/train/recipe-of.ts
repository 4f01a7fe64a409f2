import { type VariantName, variants } from '@mobilenext/mobilenext';
import { findRecipe, type Recipe } from '@mobilenext/trainer';

interface Asked {
  readonly recipe?: string;
  readonly variant?: VariantName;
}

/** The recipe that is asked for, or else the one for the size of pictures that a variant is for. */
export function recipeNameOf({ recipe, variant }: Asked): string {
  const isLarge = variant !== undefined && variants[variant].strides === 'imagenet';
  return recipe ?? (isLarge ? 'imagenet' : 'small-pictures');
}

/** @throws {TrainerError} `SETTING` for an unknown name. */
export const recipeOf = (asked: Asked): Recipe => findRecipe(recipeNameOf(asked));
