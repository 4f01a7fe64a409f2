import { type MobileNeXt, variantNetwork } from '@mobilenext/mobilenext';
import { type TrainConfig, train } from '@mobilenext/trainer';
import { closeSets, openSets, type Sets } from '../data-sets/open-sets.js';
import type { Input, Values } from '../frame/command.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall, missingFlag } from '../frame/errors.js';
import { parseVariant } from '../network/parse-variant.js';
import { useBackend } from '../network/use-backend.js';
import { configLines } from './config-lines.js';
import { configure } from './configure.js';
import { dryRun } from './dry-run.js';
import type { TRAIN_FLAGS } from './flags.js';
import { initialArrays } from './initial-arrays.js';
import { recipeOf } from './recipe-of.js';
import { resultText } from './result-text.js';
import { prepareRunDirectory, type RunDirectory, runDirectory } from './run-directory.js';
import { showEvents } from './show-events.js';
import { readTrainInput, type TrainFlags, type TrainInput } from './train-input.js';

/** Trains a network from what was typed. */
export async function runTrain(
  input: Input<Values<typeof TRAIN_FLAGS>>,
  context: Context,
): Promise<void> {
  const trainInput = readTrainInput(input);
  const { flags, notes } = trainInput;
  notes.forEach((note) => say(context, note));
  const run = runDirectory(flags, checkNames(flags));
  const sets = await openSetsOf(flags);
  try {
    await trainOn(sets, trainInput, run, context);
  } finally {
    await closeSets(sets);
  }
}

async function trainOn(
  sets: Sets,
  input: TrainInput,
  run: RunDirectory,
  context: Context,
): Promise<void> {
  const { flags } = input;
  const { length: pictures, classes } = sets.trainSet;
  const { config, notes } = await configure(input, { numClasses: classes.length, pictures, run });
  notes.forEach((note) => say(context, note));
  const network = networkOf(config);
  const initial =
    flags.initial === undefined
      ? undefined
      : await initialArrays(flags.initial, network, { seed: config.seed, context });
  if (!flags.dryRun) prepareRunDirectory(run, flags);

  await useBackend(flags.backend);
  if (flags.dryRun) return dryRun({ config, network, sets }, context);
  say(context, configLines(config));
  if (!sets.testSet) say(context, 'no test set: --test DIR gives one to see how well it does');
  const onEvent = showEvents(context, flags);
  const { signal } = context;
  const result = await train({ config, network, ...sets, ...run, initial, onEvent, signal });
  const { arrays: _, ...document } = result;
  if (context.json) writeJson(context, document);
  else context.stdout.write(resultText(result));
}

/** Wrong names are told before any picture is looked for. Gives the variant's name. */
function checkNames(flags: TrainFlags): string {
  const variant = flags.variant === undefined ? undefined : parseVariant(flags.variant);
  return variant ?? recipeOf({ recipe: flags.recipe }).config.variant;
}

async function openSetsOf(flags: TrainFlags): Promise<Sets> {
  const { data, classes } = flags;
  if (data === undefined) throw missingFlag('--data', 'is missing: a folder of pictures');
  const sets = await openSets({ ...flags, data });
  const found = sets.trainSet.classes.length;
  if (classes === undefined || classes === found) return sets;
  await closeSets(sets);
  throw badCall(`Arch.class_num=${classes}, but ${data} has ${found} classes`);
}

const networkOf = ({ variant, numClasses, identityMultiplier, dropout }: TrainConfig): MobileNeXt =>
  variantNetwork(parseVariant(variant), { numClasses, identityMultiplier, dropout });
