import { readCheckpoint } from '@mobilenext/converter';
import type { VariantName } from '@mobilenext/mobilenext';
import {
  applySettings,
  fitBatch,
  runRecordOf,
  type TrainConfig,
  warmupEpochs,
} from '@mobilenext/trainer';
import { withAugmentation } from '../data-sets/find-augmentation.js';
import { parseVariant } from '../network/parse-variant.js';
import { recipeOf } from './recipe-of.js';
import { lastOf, type RunDirectory } from './run-directory.js';
import type { TrainInput } from './train-input.js';

/** What the configuration of a run depends on beside what was typed. */
interface Found {
  readonly numClasses: number;
  /** In the training set. */
  readonly pictures: number;
  readonly run: RunDirectory;
}

export interface Configured {
  readonly config: TrainConfig;
  /** Lines about what was chosen, and about what looks wrong. */
  readonly notes: readonly string[];
}

/**
 * The whole configuration of a run: that of the run which is resumed, or the recipe with a batch
 * that fits the data; then the settings file, then flags, then `--set`.
 *
 * @throws {CliError} `USAGE` for an unknown variant; TrainerError `SETTING`, `RESUME`.
 */
export async function configure(input: TrainInput, found: Found): Promise<Configured> {
  const { config, notes } = await configured(input, found);
  return { config, notes: [...notes, ...warmupNotes(config)] };
}

/** A rate that never comes to its peak looks as if the recipe did badly. */
function warmupNotes({ schedule, epochs }: TrainConfig): readonly string[] {
  if (schedule.kind !== 'cosine' || warmupEpochs(schedule, epochs) < epochs) return [];
  const all = epochs === 1 ? 'all of the one epoch' : `all of the ${epochs} epochs`;
  return [
    `warning: the warm-up takes ${all}, so that the rate never reaches ${schedule.rate}: ` +
      'a smaller schedule.warmup by --set, or more --epochs',
  ];
}

async function configured(input: TrainInput, found: Found): Promise<Configured> {
  const { recipe, augment } = input.flags;
  const settings = settingsOf(input, found);
  if (found.run.resume && recipe === undefined) {
    const config = withAugmentation(await configOfRun(found.run), augment);
    return { config: applySettings(config, settings), notes: [] };
  }
  const base = withAugmentation(recipeOf({ recipe, variant: variantOf(input) }).config, augment);
  const isBatchGiven = settings.some((setting) => /^\s*batch\s*=/.test(setting));
  return isBatchGiven ? given(base, settings, found) : fitted(base, settings, found);
}

const variantOf = ({ flags: { variant } }: TrainInput): VariantName | undefined =>
  variant === undefined ? undefined : parseVariant(variant);

function settingsOf(input: TrainInput, { numClasses }: Found): readonly string[] {
  const { flags, fileSettings } = input;
  const typed = {
    variant: variantOf(input),
    numClasses,
    epochs: flags.epochs,
    batch: flags.batch,
    seed: flags.seed,
    ema: flags.ema,
    'schedule.rate': flags.rate,
  };
  return [
    ...fileSettings,
    ...Object.entries(typed)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key}=${String(value)}`),
    ...flags.set,
  ];
}

async function configOfRun({ directory }: RunDirectory): Promise<TrainConfig> {
  const last = lastOf(directory);
  return runRecordOf(last, await readCheckpoint(last)).config;
}

function given(base: TrainConfig, settings: readonly string[], { pictures }: Found): Configured {
  const config = applySettings(base, settings);
  const { batch } = config;
  if (batch <= pictures) return { config, notes: [] };
  const note = `warning: batch ${batch} is more than the ${pictures} training pictures: one step an epoch, which learns little`;
  return { config, notes: [note] };
}

/** The batch that fits what is asked for; a rate that is given stays. */
function fitted(base: TrainConfig, settings: readonly string[], { pictures }: Found): Configured {
  const fit = fitBatch(applySettings(base, settings), pictures);
  const chosen = [`batch=${fit.batch}`, `schedule.rate=${fit.schedule.rate}`];
  const config = applySettings(base, [...chosen, ...settings]);
  if (config.batch === base.batch) return { config, notes: [] };
  const { rate } = config.schedule;
  const [chosenText, recipeText] =
    rate === fit.schedule.rate
      ? [`batch ${config.batch} and rate ${rate}`, `${base.batch} and ${base.schedule.rate}`]
      : [`batch ${config.batch}`, `${base.batch}`];
  const note = `${chosenText}, as fits ${pictures} pictures (the recipe's: ${recipeText})`;
  return { config, notes: [note] };
}
