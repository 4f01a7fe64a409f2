import {
  decode,
  evaluationTransform,
  normalize,
  type Orientation,
  type Picture,
} from '@mobilenext/imagenet';
import type { Preprocessing } from '@mobilenext/mobilenext';
import type { Input, Values } from '../frame/command.js';
import { type Context, say, writeJson } from '../frame/context.js';
import { badCall, failed, isKnown, missingFlag } from '../frame/errors.js';
import { findPictures, nameOf, type PictureSource } from '../files/find-pictures.js';
import { readPicture } from '../files/read-picture.js';
import { classNamesOf } from '../format/class-names.js';
import { formatTable } from '../format/table.js';
import { openWeights, type Weights } from '../network/open-weights.js';
import { changePreprocessing, sizeNotes } from '../network/preprocessing-flags.js';
import { type Engine, openEngine } from '../network/engine.js';
import { ALL_QUESTIONS } from '../network/questions.js';
import { weightsNotes } from '../network/weights-notes.js';
import { completeFlags } from '../paddle/complete-flags.js';
import { PREDICT_DIALECT } from '../paddle/predict-meanings.js';
import { weightsPath } from '../weights/weights-path.js';
import { FILE_FLAGS, PREDICT_FLAGS } from './flags.js';
import { checkLabelCount, labelOf, readLabels } from './labels.js';
import { topClasses } from './top-classes.js';

type PredictFlags = Values<typeof PREDICT_FLAGS> & Partial<Values<typeof FILE_FLAGS>>;

/** One picture's record, in PaddleClas's keys. */
interface Prediction {
  readonly file_name: string;
  readonly class_ids: readonly number[];
  readonly scores: readonly number[];
  readonly label_names: readonly string[];
}

/**
 * Classifies pictures; those that cannot be read are named on stderr and left out.
 *
 * @throws {CliError} `FAILED` at the end, if a picture could not be read.
 */
export async function runPredict(
  input: Input<Values<typeof PREDICT_FLAGS>>,
  context: Context,
): Promise<void> {
  const { flags, notes } = completeFlags<PredictFlags>(input, {
    dialect: PREDICT_DIALECT,
    definitions: { ...PREDICT_FLAGS, ...FILE_FLAGS },
  });
  notes.forEach((note) => say(context, note));
  const words = input.args.length > 0 || !flags.pictures ? input.args : [flags.pictures];
  if (words.length === 0) throw badCall('no pictures: give files, folders, globs, or - for stdin');
  if (flags.weights === undefined) throw missingFlag('--weights', 'is missing: a checkpoint');
  if (flags.threads > 1 && flags.backend !== 'runtime') {
    throw badCall('--threads is of the runtime alone: leave it or --backend out');
  }
  const labels = flags.labels === undefined ? undefined : readLabels(flags.labels);
  const sources = await findPictures(words);
  const weights = await openWeights(await weightsPath(flags.weights, context), flags);
  weights.notes.forEach((note) => say(context, note));
  weightsNotes(flags.weights, weights, ALL_QUESTIONS).forEach((note) => say(context, note));
  if (flags.labels !== undefined && labels !== undefined) {
    checkLabelCount(flags.labels, labels, weights.network.classifier.numClasses);
  }
  const preprocessing = changePreprocessing(weights.preprocessing, flags);
  sizeNotes(weights.preprocessing, preprocessing).forEach((note) => say(context, note));
  const { backend, threads, orientation } = flags;
  const engine = await openEngine(backend, weights.network, weights.arrays, { threads });
  const { numClasses } = weights.network.classifier;
  const names = { top: flags.top, labels: labels ?? classNamesOf(weights.classes, numClasses) };
  const predictions: Prediction[] = [];
  try {
    for (let start = 0; start < sources.length; start += flags.batch) {
      context.signal.throwIfAborted();
      const some = sources.slice(start, start + flags.batch);
      const readable = await preparePictures(some, { preprocessing, orientation }, context);
      predictions.push(...(await classify(readable, { weights, engine, preprocessing, ...names })));
    }
  } finally {
    engine.dispose();
  }
  if (context.json) writeJson(context, predictions);
  else if (predictions.length > 0) context.stdout.write(tableOf(predictions));
  const rotten = sources.length - predictions.length;
  if (rotten > 0) throw failed(`${rotten} of ${sources.length} pictures could not be read`);
}

interface Prepared {
  readonly name: string;
  readonly picture: Picture;
}

async function preparePictures(
  sources: readonly PictureSource[],
  how: { readonly preprocessing: Preprocessing; readonly orientation: Orientation },
  context: Context,
): Promise<readonly Prepared[]> {
  const { preprocessing, orientation } = how;
  const transform = evaluationTransform(preprocessing);
  const prepared: Prepared[] = [];
  for (const source of sources) {
    const name = nameOf(source);
    try {
      const decoded = await decode(await readPicture(source, context), { name, orientation });
      prepared.push({ name, picture: transform(decoded) });
    } catch (error) {
      if (!isKnown(error)) throw error;
      say(context, `left out: ${error.message}`);
    }
  }
  return prepared;
}

async function classify(
  prepared: readonly Prepared[],
  options: {
    readonly weights: Weights;
    readonly engine: Engine;
    readonly preprocessing: Preprocessing;
    readonly top: number;
    readonly labels?: readonly string[];
  },
): Promise<readonly Prediction[]> {
  if (prepared.length === 0) return [];
  const { weights, engine, preprocessing, top, labels } = options;
  const { size } = preprocessing;
  const pixels = Buffer.concat(prepared.map(({ picture }) => picture.data));
  const values = normalize(pixels, preprocessing);
  const shape = [prepared.length, size, size, 3] as const;
  const logits = await engine.run(weights.network, { values, shape });
  const { numClasses } = weights.network.classifier;
  return prepared.map(({ name }, row) => {
    const { ids, scores } = topClasses(
      logits.subarray(row * numClasses, (row + 1) * numClasses),
      top,
    );
    const label_names = ids.map((id) => labelOf(labels, id));
    return { file_name: name, class_ids: ids, scores, label_names };
  });
}

function tableOf(predictions: readonly Prediction[]): string {
  const rows = predictions.flatMap(({ file_name, class_ids, scores, label_names }) =>
    class_ids.map((id, i) => [
      i === 0 ? file_name : '',
      `${(scores[i] * 100).toFixed(1)} %`,
      label_names[i],
      id,
    ]),
  );
  return formatTable(
    [
      { title: 'picture' },
      { title: 'score', align: 'right' },
      { title: 'class' },
      { title: 'id', align: 'right' },
    ],
    rows,
  );
}
