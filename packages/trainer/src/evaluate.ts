import {
  type Batch,
  type BatchLoader,
  type Dataset,
  openLoader,
  type Preprocessing,
  type RottenPicture,
  viewCount,
  type Views,
} from '@mobilenext/imagenet';
import { forward, type Network, type NetworkState } from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';
import { pictureTensor } from './batch-tensors.js';
import { classesDiffer, noPictures } from './errors.js';
import { averaged, type ViewAverage } from './metrics/averaged.js';
import { add, type Evaluation, emptyTally, summarize } from './metrics/accuracy.js';

export interface EvaluateOptions {
  readonly network: Network;
  /** Normalised by its running statistics, or a `foldedState`. */
  readonly state: Pick<NetworkState, 'parameters' | 'buffers'>;
  readonly dataset: Dataset;
  readonly preprocessing: Preprocessing;
  /** From how many sides each picture is looked at. Unless given the centre alone. */
  readonly views?: Views;
  /** What of the views is averaged. Unless given `logits`. */
  readonly average?: ViewAverage;
  /** Pictures at a time; changes nothing but speed and memory. */
  readonly batch: number;
  /** Share of the pictures that may be unreadable; they are left out. Unless given 0. */
  readonly tolerance?: number;
  /** Threads that load pictures; 0: the calling one. Unless given as `openLoader` chooses. */
  readonly workers?: number;
  /** Of this data set, batch, preprocessing and views, where it is evaluated again and again. */
  readonly loader?: BatchLoader;
  readonly onProgress?: (done: number, samples: number) => void;
  readonly onRotten?: (picture: RottenPicture) => void;
  readonly signal?: AbortSignal;
}

/**
 * How well a network does on all pictures of a data set, on the current tfjs backend.
 *
 * @throws {TrainerError} `DATA`, {@link ImagenetError} for pictures that cannot be read, the
 * signal's reason.
 */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { network, state, dataset, preprocessing, onProgress, signal } = options;
  const { views = CENTRE, average = 'logits' } = options;
  const { numClasses } = network.classifier;
  const { length, classes, name } = dataset;
  if (length === 0) throw noPictures(name);
  if (classes.length !== numClasses) throw classesDiffer(name, classes.length, numClasses);

  const loader = options.loader ?? (await loaderFor(options));
  try {
    let tally = emptyTally(numClasses);
    for await (const batch of picturesInOrder(loader, options)) {
      const logits = await logitsOf(network, state, sideBySide(batch, views), preprocessing);
      const how = { classes: numClasses, views: viewCount(views), of: average };
      tally = add(tally, { logits: averaged(logits, how), labels: batch.labels });
      onProgress?.(tally.samples, length);
      signal?.throwIfAborted();
    }
    if (tally.samples === 0) throw noPictures(name);
    return summarize(tally, classes);
  } finally {
    if (loader !== options.loader) await loader.close();
  }
}

const CENTRE: Views = { crops: 1, flip: false };

/** The views below each other as pictures of their own: the same bytes in the same order. */
function sideBySide(batch: Batch, views: Views): Batch {
  const [count, height, width, channels] = batch.shape;
  const perPicture = viewCount(views);
  return { ...batch, shape: [count * perPicture, height / perPicture, width, channels] };
}

function loaderFor(options: EvaluateOptions): Promise<BatchLoader> {
  const { dataset, preprocessing: geometry, views, batch, workers } = options;
  return openLoader(dataset, {
    transform: { kind: 'evaluation', geometry, views },
    ...{ batch, workers },
  });
}

function picturesInOrder(
  loader: BatchLoader,
  { tolerance, onRotten, signal }: EvaluateOptions,
): AsyncIterable<Batch> {
  const order = { seed: 0, epoch: 0, shuffle: false };
  return loader.batches({ ...order, tolerance, replaceRotten: false, onRotten, signal });
}

async function logitsOf(
  network: Network,
  state: EvaluateOptions['state'],
  batch: Batch,
  preprocessing: Preprocessing,
): Promise<Float32Array> {
  const logits = tf.tidy(() => forward(network, state, pictureTensor(batch, preprocessing)));
  try {
    return await logits.data<'float32'>();
  } finally {
    logits.dispose();
  }
}
