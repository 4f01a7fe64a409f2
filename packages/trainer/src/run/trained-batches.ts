import type { Batch } from '@mobilenext/imagenet';
import * as tf from '@tensorflow/tfjs-core';
import { diverged } from '../errors.js';
import type { StepEvent } from '../events.js';
import { etaSeconds } from '../log/eta.js';
import { decayedKeys } from '../optimizer/decayed-keys.js';
import type { Position } from '../schedules/position.js';
import { rateAt } from '../schedules/schedule.js';
import {
  disposeTrainingState,
  type TrainingState,
  type TrainStepOptions,
  trainStep,
} from '../train-step.js';
import type { Progress } from './progress.js';
import type { Run } from './run.js';
import { trainingTensors } from './training-tensors.js';

/** What a batch has brought. */
export interface TrainedBatch {
  readonly progress: Progress;
  readonly event: StepEvent;
}

/**
 * Trains the batches that are left of the epoch and gives the progress after each. The state that a
 * step replaces is freed here and nowhere else; the last one given is the caller's.
 *
 * @throws {TrainerError} `DIVERGED`; the progress given before it is still whole.
 */
export async function* trainedBatches(run: Run, start: Progress): AsyncGenerator<TrainedBatch> {
  const { config, network, now } = run;
  const decays = decayedKeys(network, config.optimizer.decayGroup);
  const times = { readSec: 0, batchSec: 0, pictures: 0, batches: 0 };
  let progress = start;
  let before = now();
  for await (const batch of batchesFrom(run, start)) {
    const arrived = now();
    const rate = rateAt(config.schedule, progress, {
      epochs: config.epochs,
      iterationsPerEpoch: run.iterations,
    });
    const next = await trained(run, progress, batch, {
      ...{ ...config, rate, decays },
      emaDecay: config.ema,
    });
    disposeTrainingState(progress.state);
    progress = next.progress;

    times.readSec += (arrived - before) / 1000;
    times.batchSec += (now() - before) / 1000;
    times.pictures += batch.labels.length;
    times.batches++;
    yield { progress, event: stepEvent(run, progress, { rate, loss: next.loss, times }) };
    // What the caller does in between, such as saving, is not the batch's time.
    before = now();
  }
}

function batchesFrom(run: Run, { epoch, iteration }: Progress): AsyncIterable<Batch> {
  const { batch, repeats, seed, tolerance } = run.config;
  return run.loaders.train.batches({
    seed,
    epoch,
    shuffle: true,
    repeats,
    start: iteration * batch,
    limit: run.samples,
    tolerance,
    onRotten: ({ name, error }) =>
      run.tell({ kind: 'rotten', name, reason: error.message, fate: 'replaced' }),
  });
}

async function trained(
  run: Run,
  { epoch, iteration, lossSum, best, state }: Progress,
  batch: Batch,
  options: TrainStepOptions,
): Promise<{ readonly progress: Progress; readonly loss: number }> {
  const next = stepOn(run, batch, { epoch, iteration, state }, options);
  const [loss] = await next.loss.data();
  next.loss.dispose();
  if (!Number.isFinite(loss)) {
    disposeTrainingState(next.state);
    throw diverged(epoch + 1, iteration + 1, loss);
  }
  const progress = {
    epoch,
    iteration: iteration + 1,
    lossSum: lossSum + loss,
    best,
    state: next.state,
  };
  return { progress, loss };
}

/** One step on a batch, whose tensors are freed however it ends. */
function stepOn(
  { config, network }: Run,
  batch: Batch,
  { state, ...at }: Position & { readonly state: TrainingState },
  options: TrainStepOptions,
): ReturnType<typeof trainStep> {
  const tensors = trainingTensors(config, batch, at);
  try {
    return trainStep(network, state, tensors, options);
  } finally {
    tf.dispose([tensors.x, tensors.targets]);
  }
}

interface Seen {
  readonly rate: number;
  readonly loss: number;
  /** Sums over the epoch so far. */
  readonly times: {
    readonly readSec: number;
    readonly batchSec: number;
    readonly pictures: number;
    readonly batches: number;
  };
}

function stepEvent(run: Run, progress: Progress, { rate, loss, times }: Seen): StepEvent {
  const at = {
    epoch: progress.epoch + 1,
    epochs: run.config.epochs,
    iteration: progress.iteration,
    iterations: run.iterations,
    batchSec: times.batchSec / times.batches,
  };
  return {
    kind: 'step',
    ...at,
    rate,
    loss,
    readerSec: times.readSec / times.batches,
    imagesPerSec: times.pictures / times.batchSec,
    etaSec: etaSeconds(at),
  };
}
