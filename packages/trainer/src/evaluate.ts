import {
  type Batch,
  classSubset,
  type Dataset,
  evaluationTransform,
  loader,
  type PictureCache,
  type Preprocessing,
  type RottenPicture,
} from '@mobilenext/imagenet';
import { forward, type Network, type NetworkState } from '@mobilenext/nn';
import * as tf from '@tensorflow/tfjs-core';
import { pictureTensor } from './batch-tensors.js';
import { classesDiffer, noPictures } from './errors.js';
import { add, type Evaluation, emptyTally, summarize } from './metrics/accuracy.js';
import { addReal, EMPTY_REAL_TALLY, summarizeReal } from './metrics/real-accuracy.js';

export interface EvaluateOptions {
  readonly network: Network;
  /** Normalised by its running statistics, or a `foldedState`. */
  readonly state: Pick<NetworkState, 'parameters' | 'buffers'>;
  readonly dataset: Dataset;
  readonly preprocessing: Preprocessing;
  /** Pictures at a time; changes nothing but speed and memory. */
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
  /** Of this data set, where it is evaluated again and again. */
  readonly cache?: PictureCache;
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
  const { network, state, preprocessing, acceptedLabels, onProgress, signal } = options;
  const { numClasses } = network.classifier;
  const dataset = picturesOf(options);
  const { length, classes, name } = dataset;
  if (length === 0) throw noPictures(name);
  if (classes.length !== numClasses) throw classesDiffer(name, classes.length, numClasses);

  let tally = emptyTally(numClasses);
  let real = EMPTY_REAL_TALLY;
  for await (const batch of picturesInOrder({ ...options, dataset })) {
    const logits = await logitsOf(network, state, batch, preprocessing);
    if (options.classes) keepOnly(options.classes, logits, numClasses);
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

function picturesInOrder(options: EvaluateOptions): AsyncIterable<Batch> {
  const { dataset, preprocessing, batch, tolerance, cache, onRotten, signal } = options;
  const transform = evaluationTransform(preprocessing);
  const order = { seed: 0, epoch: 0, shuffle: false };
  const rotten = { tolerance, replaceRotten: false, onRotten };
  return loader(dataset, { transform, batch, ...order, ...rotten, cache, signal });
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
