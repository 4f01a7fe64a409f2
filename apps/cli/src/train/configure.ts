import { readCheckpoint } from '@mobilenext/converter';
import type { VariantName } from '@mobilenext/mobilenext';
import { applySettings, runRecordOf, type TrainConfig } from '@mobilenext/trainer';
import { parseVariant } from '../network/parse-variant.js';
import { recipeOf } from './recipe-of.js';
import { lastOf, type RunDirectory } from './run-directory.js';
import type { TrainInput } from './train-input.js';

/**
 * The whole configuration of a run: that of the run which is resumed, or the recipe; then the
 * settings file, then flags, then `--set`.
 *
 * @throws {CliError} `USAGE` for an unknown variant; TrainerError `SETTING`, `RESUME`.
 */
export async function configure(
  { flags, fileSettings }: TrainInput,
  { numClasses, run }: { readonly numClasses: number; readonly run: RunDirectory },
): Promise<TrainConfig> {
  const variant = flags.variant === undefined ? undefined : parseVariant(flags.variant);
  const base = await baseOf(run, { recipe: flags.recipe, variant });
  const typed = {
    variant,
    numClasses,
    epochs: flags.epochs,
    batch: flags.batch,
    seed: flags.seed,
    'schedule.rate': flags.rate,
  };
  return applySettings(base, [
    ...fileSettings,
    ...Object.entries(typed)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${String(value)}`),
    ...flags.set,
  ]);
}

async function baseOf(
  { directory, resume }: RunDirectory,
  asked: { readonly recipe?: string; readonly variant?: VariantName },
): Promise<TrainConfig> {
  if (!resume || asked.recipe !== undefined) return recipeOf(asked).config;
  const last = lastOf(directory);
  return runRecordOf(last, await readCheckpoint(last)).config;
}
