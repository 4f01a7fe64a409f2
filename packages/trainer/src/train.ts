import type { FileSystem } from '@mobilenext/converter';
import type { Dataset, PictureFileOptions } from '@mobilenext/imagenet';
import {
  type Arrays,
  initialize,
  type Network,
  stateFromArrays,
  stateToArrays,
} from '@mobilenext/nn';
import { checkConfig } from './config/check-config.js';
import type { TrainConfig } from './config/config.js';
import { epochLength } from './config/epoch-length.js';
import { classesDiffer, networkDiffers, noPictures } from './errors.js';
import type { TrainEvent } from './events.js';
import { logRecord } from './log/log-record.js';
import type { Evaluation } from './metrics/accuracy.js';
import { finishEpoch } from './run/finish-epoch.js';
import type { Best, Progress } from './run/progress.js';
import { closeLoaders, openLoaders } from './run/open-loaders.js';
import { resumed } from './run/resume.js';
import type { Run } from './run/run.js';
import { appendLog, openRunFolder, runFolder } from './run/run-folder.js';
import { saveLast } from './run/save.js';
import { trainedBatches } from './run/trained-batches.js';
import { disposeTrainingState } from './train-step.js';

export interface TrainOptions {
  readonly config: TrainConfig;
  /** Built from the settings: variant, classes, identity multiplier, dropout. */
  readonly network: Network;
  readonly trainSet: Dataset;
  /** Evaluated after each epoch. */
  readonly testSet?: Dataset | null;
  /**
   * Gets `last.safetensors`, `best.safetensors`, `config.json` and `log.jsonl`; a run that is there
   * is overwritten unless it is resumed.
   */
  readonly directory: string;
  /** Goes on from `last.safetensors` in the directory, with exactly the batches that are left. */
  readonly resume?: boolean;
  /** Starting values, complete; the converter's `fitToNetwork` fits those of other checkpoints. */
  readonly initial?: Arrays;
  /**
   * Threads that load pictures beside the one that trains; 0: none. They change speed only. Unless
   * given as `openLoader` chooses.
   */
  readonly workers?: number;
  /**
   * Keeps decoded pictures of both sets in files of a folder, for this and other runs; they are
   * written first where they are not there. `shortSide` makes those to train on smaller and what the
   * network sees another. Unless given none are.
   */
  readonly keep?: PictureFileOptions;
  readonly onEvent?: (event: TrainEvent) => void;
  /** Saves `last.safetensors` after the batch in work and stops. */
  readonly signal?: AbortSignal;
  /** Milliseconds since any fixed time. Unless given `performance.now`. */
  readonly now?: () => number;
  /** Replaces how checkpoints reach the disk, for tests. */
  readonly fileSystem?: FileSystem;
}

export interface TrainResult {
  readonly epochs: number;
  /** Null without a test set. */
  readonly best: Best | null;
  /** Of the last epoch; null without a test set. */
  readonly evaluation: Evaluation | null;
  /** The same of the moving average; null where none is kept. */
  readonly emaEvaluation: Evaluation | null;
  /** Paths of the checkpoints; without a test set there is no best one. */
  readonly last: string;
  readonly bestPath: string | null;
  /** The last parameters and buffers. */
  readonly arrays: Arrays;
}

/**
 * Trains a network on the current tfjs backend, evaluates it after each epoch and saves it. The
 * same config, data and backend give the same bytes, with or without interruption.
 *
 * @throws {TrainerError} `SETTING`, `DATA`, `DIVERGED`, `RESUME`, `FINISHED`;
 * {@link ConverterError} for files that cannot be read or written: the last good checkpoint stays;
 * {@link ImagenetError} for pictures; the signal's reason after saving.
 *
 * @example
 * const { config } = recipes['small-pictures'];
 * const network = variantNetwork('mobilenext-0.35-small', { numClasses: 10 });
 * const { best } = await train({ config, network, trainSet, testSet, directory: 'runs/first' });
 * best; // { epoch, top1, loss } of the best evaluation, which best.safetensors holds
 */
export async function train(options: TrainOptions): Promise<TrainResult> {
  const run = await prepare(options);
  try {
    return await trainOn(run, options);
  } finally {
    await closeLoaders(run.loaders);
  }
}

async function trainOn(run: Run, options: TrainOptions): Promise<TrainResult> {
  const { config, signal } = run;
  let progress = options.resume ? await resumed(run) : started(run, options.initial);
  let evaluations: Evaluations = { evaluation: null, emaEvaluation: null };
  try {
    await openRunFolder(options.directory, run.folder, { config, resumed: !!options.resume });
    await reportStart(run, progress);
    while (progress.epoch < config.epochs) {
      for await (const step of trainedBatches(run, progress)) {
        progress = step.progress;
        await run.report(step.event);
        if (isDue(run, progress)) await saveLast(run, progress);
        signal?.throwIfAborted();
      }
      ({ progress, ...evaluations } = await finishEpoch(run, progress));
    }
    return await resultOf(run, progress, evaluations);
  } catch (error) {
    if (signal?.aborted && error === signal.reason) await saveLast(run, progress);
    throw error;
  } finally {
    disposeTrainingState(progress.state);
  }
}

type Evaluations = Pick<TrainResult, 'evaluation' | 'emaEvaluation'>;

async function prepare(options: TrainOptions): Promise<Run> {
  const { network, trainSet, testSet = null, workers, keep, onEvent, signal } = options;
  const config = checkConfig(options.config);
  checkParts(config, network, trainSet);
  const folder = runFolder(options.directory, options.fileSystem);
  const isNews = newsFilter();
  const tell = (event: TrainEvent): void => {
    if (isNews(event)) onEvent?.(event);
  };
  const report = async (event: TrainEvent): Promise<void> => {
    tell(event);
    if (isLogged(event, config)) await appendLog(folder, logRecord(event));
  };
  const now = options.now ?? (() => performance.now());
  const loaders = await openLoaders(config, { trainSet, testSet }, { workers, keep, signal });
  const parts = { config, network, trainSet, testSet, loaders, folder };
  return { ...parts, ...epochLength(config, trainSet.length), tell, report, signal, now };
}

/** Lets each rotten picture pass once; every epoch meets it again. */
function newsFilter(): (event: TrainEvent) => boolean {
  const told = new Set<string>();
  return (event) => {
    if (event.kind !== 'rotten') return true;
    const key = `${event.fate} ${event.name}`;
    if (told.has(key)) return false;
    told.add(key);
    return true;
  };
}

function checkParts(config: TrainConfig, { classifier }: Network, trainSet: Dataset): void {
  const { numClasses, dropout } = classifier;
  if (numClasses !== config.numClasses) {
    throw networkDiffers('numClasses', numClasses, config.numClasses);
  }
  if (dropout !== config.dropout) throw networkDiffers('dropout', dropout, config.dropout);
  if (trainSet.length === 0) throw noPictures(trainSet.name);
  if (trainSet.classes.length !== numClasses) {
    throw classesDiffer(trainSet.name, trainSet.classes.length, numClasses);
  }
}

type LoggedEvent = Parameters<typeof logRecord>[0];

function isLogged(event: TrainEvent, { logEverySteps }: TrainConfig): event is LoggedEvent {
  if (event.kind === 'evaluated') return true;
  if (event.kind !== 'step') return false;
  return event.iteration % logEverySteps === 0 || event.iteration === event.iterations;
}

function started({ config, network }: Run, initial?: Arrays): Progress {
  const arrays = initial ?? initialize(network, { seed: config.seed });
  const state = { network: stateFromArrays(network, arrays), velocity: {}, steps: 0 };
  return { epoch: 0, iteration: 0, lossSum: 0, best: null, state };
}

async function reportStart(run: Run, { epoch, iteration }: Progress): Promise<void> {
  const { config, iterations, samples } = run;
  await run.report({
    kind: 'start',
    config,
    epoch: epoch + 1,
    iteration: iteration + 1,
    iterations,
    samples,
  });
}

/** The end of an epoch saves anyway. */
function isDue({ config, iterations }: Run, { iteration, state }: Progress): boolean {
  const { saveEverySteps } = config;
  return saveEverySteps > 0 && state.steps % saveEverySteps === 0 && iteration < iterations;
}

async function resultOf(
  { network, folder }: Run,
  { epoch, best, state }: Progress,
  evaluations: Evaluations,
): Promise<TrainResult> {
  return {
    epochs: epoch,
    best,
    ...evaluations,
    last: folder.last,
    bestPath: best && folder.best,
    arrays: await stateToArrays(network, state.network),
  };
}
