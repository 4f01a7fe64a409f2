import { statSync } from 'node:fs';
import {
  type Dataset,
  isPattern,
  openDataset,
  readClassMap,
  type Views,
} from '@mobilenext/imagenet';
import { imagenetClasses } from '@mobilenext/mobilenext';
import { disposeState, foldedState } from '@mobilenext/nn';
import { evaluate, type Evaluation } from '@mobilenext/trainer';
import { requireData } from '../data-sets/require-data.js';
import { requireFile } from '../files/require.js';
import type { Input, Values } from '../frame/command.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall, missingFlag } from '../frame/errors.js';
import { makeProgress } from '../frame/progress.js';
import { openWeights, type Weights } from '../network/open-weights.js';
import { changePreprocessing, sizeNotes } from '../network/preprocessing-flags.js';
import { ALL_QUESTIONS } from '../network/questions.js';
import { weightsNotes } from '../network/weights-notes.js';
import { useBackend } from '../network/use-backend.js';
import { completeFlags } from '../paddle/complete-flags.js';
import { EVAL_DIALECT } from '../paddle/eval-meanings.js';
import { weightsPath } from '../weights/weights-path.js';
import { evaluationText } from './evaluation-text.js';
import { EVAL_FLAGS, FILE_FLAGS } from './flags.js';
import { readClassSubset, readRealLabels } from './label-files.js';
import { splitNotes } from './split-notes.js';

type EvalFlags = Values<typeof EVAL_FLAGS> & Partial<Values<typeof FILE_FLAGS>>;

/** Evaluates a checkpoint on a data set. */
export async function runEval(
  input: Input<Values<typeof EVAL_FLAGS>>,
  context: Context,
): Promise<void> {
  const { flags, notes } = completeFlags<EvalFlags>(input, {
    dialect: EVAL_DIALECT,
    definitions: { ...EVAL_FLAGS, ...FILE_FLAGS },
  });
  notes.forEach((note) => say(context, note));
  const [path = flags.weights] = input.args;
  if (path === undefined) throw badCall('no weights: give a checkpoint');
  if (flags.data === undefined) throw missingFlag('--data', 'is missing: a folder of pictures');
  requireData(flags.data);
  if (flags.classMap !== undefined) requireFile('class map', flags.classMap);
  const weights = await openWeights(await weightsPath(path, context), flags);
  weights.notes.forEach((note) => say(context, note));
  weightsNotes(path, weights, ALL_QUESTIONS).forEach((note) => say(context, note));
  await useBackend(flags.backend);
  const dataset = await openTestSet(flags.data, flags, weights);
  const isOwn = weights.classes !== undefined;
  const asked = flags.list === undefined ? flags.split : null;
  splitNotes(dataset, { asked, isOwn }).forEach((note) => say(context, note));
  const evaluation = await evaluateWith(weights, dataset, flags, context).finally(() =>
    dataset.close(),
  );
  if (context.json) writeJson(context, evaluation);
  else context.stdout.write(evaluationText(evaluation, { perClass: flags.perClass }));
}

/**
 * The pictures, under the class names of the run that made the weights, where they are known, or of
 * a class map.
 */
async function openTestSet(
  data: string,
  { split, list, classMap }: EvalFlags,
  { classes: saved, network }: Weights,
): Promise<Dataset> {
  const classes = classMap === undefined ? saved : await readClassMap(classMap);
  const { numClasses } = network.classifier;
  // A list need not name every class that the network knows.
  const names = classes ?? Array.from({ length: numClasses }, (_, i) => String(i));
  if (list !== undefined) return openDataset(list, { root: data, classes: names });
  const isList = !isPattern(data) && statSync(data).isFile() && !data.endsWith('.tar');
  const dataset = await openDataset(data, { split, classes: isList ? names : classes });
  if (classes !== undefined || !isPartOfImagenet(dataset, numClasses)) return dataset;
  await dataset.close();
  return openDataset(data, { split, classes: WORDNET_IDS });
}

const WORDNET_IDS = imagenetClasses().map(({ wordnetId }) => wordnetId);

/** Folders named by some of ImageNet's WordNet ids, before a network that knows all of them. */
const isPartOfImagenet = ({ classes }: Dataset, numClasses: number): boolean =>
  numClasses === WORDNET_IDS.length &&
  classes.length < numClasses &&
  classes.every((name) => WORDNET_IDS.includes(name));

function viewsOf({ crops, flip }: EvalFlags): Views {
  if (crops !== 1 && crops !== 5 && crops !== 10) {
    throw badCall(`--crops is ${crops}: it takes 1, 5 or 10`);
  }
  return { crops, flip };
}

async function evaluateWith(
  { network, arrays, preprocessing: saved }: Weights,
  dataset: Dataset,
  flags: EvalFlags,
  context: Context,
): Promise<Evaluation> {
  const { real, classes } = flags;
  const { numClasses } = network.classifier;
  const acceptedLabels = real === undefined ? undefined : readRealLabels(real, numClasses);
  const subset = classes === undefined ? undefined : readClassSubset(classes, dataset.classes);
  const preprocessing = changePreprocessing(saved, flags);
  sizeNotes(saved, preprocessing).forEach((note) => say(context, note));
  const progress = makeProgress(context);
  const state = foldedState(network, arrays);
  try {
    return await evaluate({
      ...{ network, state, dataset, preprocessing, acceptedLabels, classes: subset },
      ...{ views: viewsOf(flags), average: flags.average },
      ...{ batch: flags.batch, workers: flags.workers },
      keep: flags.cache === undefined ? undefined : { directory: flags.cache },
      onProgress: (done, samples) => progress.show(done / samples, `${done} of ${samples}`),
      signal: context.signal,
    });
  } finally {
    progress.clear();
    disposeState(state);
  }
}
