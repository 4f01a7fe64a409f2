import { type MobileNeXt, variantNetwork } from '@mobilenext/mobilenext';
import {
  type SavedEvent,
  type TrainConfig,
  type TrainEvent,
  type TrainOptions,
  type TrainResult,
  train,
} from '@mobilenext/trainer';
import { closeSets, openSets, type SetPaths, type Sets } from '../data-sets/open-sets.js';
import type { Input, Values } from '../frame/command.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall } from '../frame/errors.js';
import { parseVariant } from '../network/parse-variant.js';
import { useBackend } from '../network/use-backend.js';
import { changedLines } from './changed-lines.js';
import { configure } from './configure.js';
import { dataPaths, keepDataPaths, type RunPaths } from './data-paths.js';
import { weightsPath } from '../weights/weights-path.js';
import { dryRun } from './dry-run.js';
import type { TRAIN_FLAGS } from './flags.js';
import { initialArrays } from './initial-arrays.js';
import { recipeNameOf, recipeOf } from './recipe-of.js';
import { resultNotes, resultText } from './result-text.js';
import { type RunDirectory, runDirectory, withRunDirectory } from './run-directory.js';
import { showEvents } from './show-events.js';
import { stoppedText } from './stopped-text.js';
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
  const paths = dataPaths(flags, run);
  const pictures = { paths, keep: keptPictures(paths) };
  const sets = await openSetsOf(paths, flags);
  try {
    await trainOn({ ...pictures, sets }, trainInput, run, context);
  } finally {
    await closeSets(sets);
  }
}

interface TrainPictures extends Pick<TrainOptions, 'keep'> {
  readonly sets: Sets;
  readonly paths: RunPaths;
}

async function trainOn(
  { sets, paths, keep }: TrainPictures,
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
      : await initialArrays(await weightsPath(flags.initial, context), network, {
          ...{ partial: flags.partial, resetClassifier: flags.resetClassifier },
          ...{ seed: config.seed, context },
        });
  if (flags.dryRun) {
    await useBackend(flags.backend);
    return dryRun({ config, network, sets }, context);
  }

  const result = await withRunDirectory(run, flags, async () => {
    await useBackend(flags.backend);
    keepDataPaths(paths, run);
    say(
      context,
      changedLines(config, recipeNameOf({ ...flags, variant: parseVariant(config.variant) })),
    );
    setNotes(sets).forEach((note) => say(context, note));
    const { workers } = flags;
    const options = { config, network, ...sets, ...run, initial, workers, keep };
    return watched(options, flags, context);
  });
  const { arrays: _, ...document } = result;
  resultNotes(result).forEach((note) => say(context, note));
  if (context.json) writeJson(context, document);
  else context.stdout.write(resultText(result));
}

/** @throws {CliError} `USAGE` for a side without a folder */
function keptPictures({ cache, cacheSide }: RunPaths): TrainOptions['keep'] {
  if (cache !== undefined) return { directory: cache, shortSide: cacheSide };
  if (cacheSide === undefined) return undefined;
  throw badCall('--cache-side says how pictures are kept: give the folder with --cache DIR');
}

/** Trains, shows it, and says after an interruption how to go on. */
async function watched(
  options: TrainOptions,
  flags: TrainFlags,
  context: Context,
): Promise<TrainResult> {
  const { signal } = context;
  const show = showEvents(context, flags);
  let saved: SavedEvent | undefined;
  const onEvent = (event: TrainEvent): void => {
    if (event.kind === 'saved') saved = event;
    show(event);
  };
  try {
    return await train({ ...options, onEvent, signal });
  } catch (error) {
    if (signal.aborted && saved) say(context, stoppedText(saved, options.directory));
    throw error;
  }
}

function setNotes({ trainSet, testSet }: Sets): readonly string[] {
  const notes = [];
  if (trainSet.classes.length === 1) {
    notes.push('warning: the pictures are of one class, which leaves nothing to tell apart');
  }
  if (!testSet) notes.push('no test set: --test DIR gives one to see how well it does');
  return notes;
}

/** Wrong names are told before any picture is looked for. Gives the variant's name. */
function checkNames(flags: TrainFlags): string {
  const variant = flags.variant === undefined ? undefined : parseVariant(flags.variant);
  return variant ?? recipeOf({ recipe: flags.recipe }).config.variant;
}

async function openSetsOf(paths: SetPaths, { classes }: TrainFlags): Promise<Sets> {
  const sets = await openSets(paths);
  const found = sets.trainSet.classes.length;
  if (classes === undefined || classes === found) return sets;
  await closeSets(sets);
  throw badCall(`Arch.class_num=${classes}, but ${paths.data} has ${found} classes`);
}

const networkOf = ({ variant, numClasses, identityMultiplier, dropout }: TrainConfig): MobileNeXt =>
  variantNetwork(parseVariant(variant), { numClasses, identityMultiplier, dropout });
