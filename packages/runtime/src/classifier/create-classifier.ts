import type { InstructionSet } from '@mobilenext/kernels';
import type { MobileNeXt, Preprocessing } from '@mobilenext/mobilenext';
import { compile } from '../compile.js';
import { badLabels, badOption, badPreprocessing } from '../errors.js';
import { type BytesSource, readBytes } from '../files/read-bytes.js';
import { decodePicture } from '../picture/decode-picture.js';
import { preparation } from '../picture/prepare-picture.js';
import type { Orientation, PictureSource } from '../picture/source.js';
import { readSafetensors } from '../safetensors/read-safetensors.js';
import { findNetwork, type NetworkOptions } from './find-network.js';
import { networkWeights } from './network-weights.js';
import { preprocessingFault } from './preprocessing-fault.js';
import { type Prediction, topClasses } from './top-classes.js';

export interface ClassifierOptions extends NetworkOptions {
  /** A safetensors file with numbers in F32, F16 or BF16. */
  readonly weights: BytesSource;
  /** Class names by id. Unless given as saved, else `class 0`, `class 1`, ... */
  readonly labels?: readonly string[];
  /** How pictures become the network's input. Unless given as saved, else the variant's. */
  readonly preprocessing?: Preprocessing;
  /**
   * What becomes of a photo's EXIF orientation. Unless given `upright`; `stored` gives what the
   * originals' evaluations see.
   */
  readonly orientation?: Orientation;
  /** The fastest that the engine has, unless given. */
  readonly instructionSet?: InstructionSet;
  readonly signal?: AbortSignal;
}

export interface ClassifyOptions {
  /** How many classes, unless given 5. */
  readonly top?: number;
  readonly signal?: AbortSignal;
}

/** Classifies pictures; it owns memory, which `dispose()` frees. */
export interface Classifier {
  /**
   * The likeliest classes of a picture, best first.
   *
   * @throws {RuntimeError} `READ`, `PICTURE`, `MISSING`, `INPUT`, `DISPOSED`; the signal's reason
   * if it aborts.
   */
  (picture: PictureSource, options?: ClassifyOptions): Promise<readonly Prediction[]>;
  /** The same of several pictures, which is faster; the first that cannot be decoded ends it. */
  (
    pictures: readonly PictureSource[],
    options?: ClassifyOptions,
  ): Promise<readonly (readonly Prediction[])[]>;
  readonly network: MobileNeXt;
  readonly preprocessing: Preprocessing;
  dispose(): void;
}

const TOP = 5;
/** Pictures that are decoded and run at a time, which bounds the memory. */
const BATCH = 16;
const AT_LEAST_1 = 'a whole number of at least 1';

/**
 * Reads weights and makes a network ready to classify pictures.
 *
 * @example
 * const classify = await createClassifier({ weights: 'mobilenext-1.0.safetensors' });
 * const [best] = await classify('dog.jpg'); // { id: 178, label: 'Weimaraner', score: 0.85 }
 *
 * @throws {RuntimeError} `READ`, `WEIGHTS`, `NETWORK`, `INPUT`, `MEMORY`; the signal's reason if it
 * aborts.
 * @throws {MobileNeXtError} `VARIANT` for a name that no variant has.
 */
export async function createClassifier(options: ClassifierOptions): Promise<Classifier> {
  const { signal, orientation = 'upright', instructionSet } = options;
  if (orientation !== 'upright' && orientation !== 'stored') {
    throw badOption('orientation', orientation, "'upright' or 'stored'");
  }
  const file = readSafetensors(await readBytes(options.weights, signal));
  const { network, classes, ...found } = findNetwork(file, options);
  const preprocessing = options.preprocessing ?? found.preprocessing;
  const fault = preprocessingFault(preprocessing);
  if (fault !== undefined) throw badPreprocessing(fault);
  const labels = options.labels ?? classes;
  const { numClasses } = network.classifier;
  if (labels && labels.length !== numClasses) throw badLabels(labels.length, numClasses);

  const { size } = preprocessing;
  const title = `width ${network.width}`;
  const model = await compile({
    network,
    weights: networkWeights(network, file.tensors, title),
    input: { height: size, width: size },
    ...(instructionSet && { instructionSet }),
  });
  const inputOf = inputMaker(preprocessing, orientation);

  async function classifyAll(
    pictures: readonly PictureSource[],
    { top = TOP, signal }: ClassifyOptions,
  ): Promise<readonly (readonly Prediction[])[]> {
    if (!Number.isInteger(top) || top < 1) throw badOption('top', top, AT_LEAST_1);
    const predictions: (readonly Prediction[])[] = [];
    for (let start = 0; start < pictures.length; start += BATCH) {
      const some = pictures.slice(start, start + BATCH);
      const images = await inputOf(some, { first: start, signal });
      const logits = model.run(images);
      some.forEach((_, i) => {
        const row = logits.subarray(i * numClasses, (i + 1) * numClasses);
        predictions.push(topClasses(row, { top, labels }));
      });
    }
    return predictions;
  }

  const classify = async (
    pictures: PictureSource | readonly PictureSource[],
    how: ClassifyOptions = {},
  ) => {
    if (Array.isArray(pictures)) return classifyAll(pictures as readonly PictureSource[], how);
    const [predictions] = await classifyAll([pictures as PictureSource], how);
    return predictions;
  };
  const parts = { network, preprocessing, dispose: () => model.dispose() };
  return Object.freeze(Object.assign(classify, parts)) as Classifier;
}

type InputMaker = (
  pictures: readonly PictureSource[],
  options: { readonly first: number; readonly signal?: AbortSignal },
) => Promise<Float32Array>;

/** Pictures to the network's input [n, size, size, 3]. */
function inputMaker(preprocessing: Preprocessing, orientation: Orientation): InputMaker {
  const length = preprocessing.size ** 2 * 3;
  const prepare = preparation(preprocessing);
  return async (pictures, { first, signal }) => {
    signal?.throwIfAborted();
    const images = new Float32Array(pictures.length * length);
    await Promise.all(
      pictures.map(async (source, i) => {
        const name = `picture ${first + i}`;
        const picture = await decodePicture(source, { orientation, name, signal });
        prepare(picture, images.subarray(i * length, (i + 1) * length));
      }),
    );
    signal?.throwIfAborted();
    return images;
  };
}
