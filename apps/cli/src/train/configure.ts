import { variants } from '@mobilenext/mobilenext';
import { applySettings, findRecipe, type TrainConfig } from '@mobilenext/trainer';
import { parseVariant } from '../network/find-network.js';
import type { TrainInput } from './read-flags.js';

/**
 * The whole configuration of a run: the recipe, then the settings file, then flags, then `--set`.
 *
 * @throws {CliError} `USAGE` for an unknown variant; TrainerError `SETTING`.
 */
export function configure(input: TrainInput, numClasses: number): TrainConfig {
  const variant = input.variant === undefined ? undefined : parseVariant(input.variant);
  const isLarge = variant !== undefined && variants[variant].strides === 'imagenet';
  const recipe = findRecipe(input.recipe ?? (isLarge ? 'imagenet' : 'small-pictures'));
  const typed = {
    variant,
    numClasses,
    epochs: input.epochs,
    batch: input.batch,
    seed: input.seed,
    'schedule.rate': input.rate,
  };
  return applySettings(recipe.config, [
    ...input.fileSettings,
    ...Object.entries(typed)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${String(value)}`),
    ...input.set,
  ]);
}
