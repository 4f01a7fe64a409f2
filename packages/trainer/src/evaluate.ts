import {
  type Batch,
  type BatchLoader,
  classSubset,
  type Dataset,
  openLoader,
  type PictureFileOptions,
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
import { addReal, EMPTY_REAL_TALLY, summarizeReal } from './metrics/real-accuracy.js';

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
  /** Pictures at a time, each view being one; changes nothing but speed and memory. */
  readonly batch: number;
  /**
   * Labels of a part of the classes: only their pictures are looked at, and only their logits
   * compete, as for ImageNet-A and ImageNet-R. Unless given all.
   */
  readonly classes?: readonly number[];
  /** Labels that are right for the picture of a name, as ReaL's; undefined: not known, left out. */
  readonly acceptedLabels?: (name: string) => readonly number[] | undefined;
  /** Share of the pictures that may be unreadable; they are left out. Unless given 0. */
  readonly tolerance?: number;
  /** Threads that load pictures; 0: the calling one. Unless given as `openLoader` chooses. */
  readonly workers?: number;
  /**
   * Keeps decoded pictures in a file of a folder, for this and other calls; it is written first where
   * it is not there. Unless given none is.
   */
  readonly keep?: Pick<PictureFileOptions, 'directory'>;
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
  const { network, acceptedLabels, onProgress, signal } = options;
  const { views = CENTRE, average = 'logits' } = options;
  const { numClasses } = network.classifier;
  const dataset = picturesOf(options);
  const { length, classes, name } = dataset;
  if (length === 0) throw noPictures(name);
  if (classes.length !== numClasses) throw classesDiffer(name, classes.length, numClasses);

  const loader = options.loader ?? (await loaderFor({ ...options, dataset }));
  try {
    let tally = emptyTally(numClasses);
    let real = EMPTY_REAL_TALLY;
    for await (const batch of picturesInOrder(loader, options)) {
      const perView = await logitsOfViews(batch, options);
      // Before the average, where a view would else weigh as much as it holds these classes likely.
      if (options.classes) keepOnly(options.classes, perView, numClasses);
      const how = { classes: numClasses, views: viewCount(views), of: average };
      const logits = averaged(perView, how);
      tally = add(tally, { logits, labels: batch.labels });
      if (acceptedLabels) {
        const names = Array.from(batch.indices, (index) => dataset.nameOf(index));
        const accepted = names.map((picture) => acceptedLabels(picture) ?? []);
        real = addReal(real, logits, accepted);
      }
      onProgress?.(tally.samples, length);
      signal?.throwIfAborted();
    }
    if (tally.samples === 0) throw noPictures(name);
    const { perClass, ...result } = summarize(tally, classes);
    return {
      ...result,
      perClass: options.classes ? options.classes.map((label) => perClass[label]) : perClass,
      ...(acceptedLabels ? { real: summarizeReal(real) } : {}),
    };
  } finally {
    if (loader !== options.loader) await loader.close();
  }
}

const picturesOf = ({ dataset, classes }: EvaluateOptions): Dataset =>
  classes ? classSubset(dataset, classes) : dataset;

/** Takes the other classes out of the race; logits [n, numClasses]. */
function keepOnly(classes: readonly number[], logits: Float32Array, numClasses: number): void {
  const kept = new Set(classes);
  for (let i = 0; i < logits.length; i++) {
    if (!kept.has(i % numClasses)) logits[i] = Number.NEGATIVE_INFINITY;
  }
}

const CENTRE: Views = { crops: 1, flip: false };

function loaderFor(options: EvaluateOptions): Promise<BatchLoader> {
  const { dataset, classes, preprocessing: geometry, views, batch } = options;
  // Workers open the whole data set again, not a part of it.
  const workers = classes ? 0 : options.workers;
  return openLoader(dataset, {
    transform: { kind: 'evaluation', geometry, views },
    ...{ batch, workers, file: options.keep, signal: options.signal },
  });
}

function picturesInOrder(
  loader: BatchLoader,
  { tolerance, onRotten, signal }: EvaluateOptions,
): AsyncIterable<Batch> {
  const order = { seed: 0, epoch: 0, shuffle: false };
  return loader.batches({ ...order, tolerance, replaceRotten: false, onRotten, signal });
}

/**
 * Logits [count * views, classes]. Views lie below each other, so that their bytes are those of so
 * many pictures; no more than `batch` of them are on the backend at a time.
 */
async function logitsOfViews(pictures: Batch, options: EvaluateOptions): Promise<Float32Array> {
  const { network, views = CENTRE, batch: most, signal } = options;
  const { numClasses } = network.classifier;
  const perPicture = viewCount(views);
  const [count, height, width, channels] = pictures.shape;
  const side = [height / perPicture, width, channels] as const;
  const bytes = side[0] * width * channels;
  const total = count * perPicture;
  const logits = new Float32Array(total * numClasses);
  for (let from = 0; from < total; from += most) {
    signal?.throwIfAborted();
    const to = Math.min(from + most, total);
    const pixels = pictures.pixels.subarray(from * bytes, to * bytes);
    const some = await logitsOf({ pixels, shape: [to - from, ...side] }, options);
    logits.set(some, from * numClasses);
  }
  return logits;
}

async function logitsOf(
  pictures: Pick<Batch, 'pixels' | 'shape'>,
  { network, state, preprocessing }: EvaluateOptions,
): Promise<Float32Array> {
  const logits = tf.tidy(() => forward(network, state, pictureTensor(pictures, preprocessing)));
  try {
    return await logits.data<'float32'>();
  } finally {
    logits.dispose();
  }
}
