import type { InstructionSet } from '@mobilenext/kernels';
import { type MobileNeXt, type Preprocessing, preprocessingFault } from '@mobilenext/mobilenext';
import type { Orientation } from '@mobilenext/pictures';
import { compile } from '../compile.js';
import { badLabels, badOption, badPreprocessing } from '../errors.js';
import { type BytesSource, isBytesSource } from '../files/read-bytes.js';
import { preparation } from '../picture/prepare-picture.js';
import type { PictureSource } from '../picture/source.js';
import { openSafetensors } from '../safetensors/open-safetensors.js';
import { type ClassifyOptions, classifyPictures } from './classify-pictures.js';
import { findNetwork, type FoundNetwork, type NetworkOptions } from './find-network.js';
import { networkWeights } from './network-weights.js';
import type { Predictions } from './top-classes.js';

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
  /**
   * Unless given 1. A single picture is split among them, of several each thread takes its own. A
   * page needs to be cross-origin isolated for it.
   */
  readonly threads?: number;
  readonly signal?: AbortSignal;
}

/** Classifies pictures; it owns memory and threads, which `dispose()` gives back. */
export interface Classifier {
  /**
   * The likeliest classes of a picture, best first.
   *
   * @throws {RuntimeError} `READ`, `PICTURE`, `MISSING`, `INPUT`, `DISPOSED`, `THREADS`; `MEMORY`
   * for a picture that is too large, too; `WEIGHTS` for weights that give no numbers; the signal's
   * reason if it aborts.
   */
  (picture: PictureSource, options?: ClassifyOptions): Promise<Predictions>;
  /** The same of several pictures, which is faster; the first that cannot be decoded ends it. */
  (pictures: readonly PictureSource[], options?: ClassifyOptions): Promise<readonly Predictions[]>;
  readonly network: MobileNeXt;
  readonly preprocessing: Preprocessing;
  dispose(): void;
}

/**
 * Reads weights and makes a network ready to classify pictures.
 *
 * @example
 * const classify = await createClassifier({ weights: 'mobilenext-1.0.safetensors' });
 * const [best] = await classify('dog.jpg'); // { id: 178, label: 'Weimaraner', score: 0.85 }
 *
 * @throws {RuntimeError} `READ`, `WEIGHTS`, `NETWORK`, `INPUT`, `MEMORY`, `THREADS`; the signal's
 * reason if it aborts.
 * @throws {MobileNeXtError} `VARIANT` for a name that no variant has.
 */
export async function createClassifier(options: ClassifierOptions): Promise<Classifier> {
  const { signal, orientation = 'upright', instructionSet, threads } = options;
  if (orientation !== 'upright' && orientation !== 'stored') {
    throw badOption('orientation', orientation, "'upright' or 'stored'");
  }
  if (!isBytesSource(options.weights)) {
    throw badOption('weights', options.weights, 'a path, an address, a Blob or bytes');
  }
  const file = await openSafetensors(options.weights, signal);
  const found = findNetwork(file, options);
  const { network } = found;
  const labels = labelsOf(options, found);
  const preprocessing = preprocessingOf(options, found);
  const model = await compile({
    network,
    weights: () => file.complete.then(() => networkWeights(network, file.tensors)),
    input: { height: preprocessing.size, width: preprocessing.size },
    ...{ instructionSet, threads },
  });
  const parts = { model, orientation, labels, prepare: preparation(preprocessing) };

  const classify = async (
    pictures: PictureSource | readonly PictureSource[],
    how: ClassifyOptions = {},
  ) => {
    if (isArray(pictures)) return classifyPictures(parts, pictures, how);
    const [predictions] = await classifyPictures(parts, [pictures], how);
    return predictions;
  };
  const rest = { network, preprocessing, dispose: () => model.dispose() };
  return Object.freeze(Object.assign(classify, rest)) as Classifier;
}

/** `Array.isArray`, for arrays that are not written to. */
const isArray = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

function labelsOf(
  options: ClassifierOptions,
  { network, classes }: FoundNetwork,
): readonly string[] | undefined {
  const labels = options.labels ?? classes;
  const { numClasses } = network.classifier;
  if (labels && labels.length !== numClasses) throw badLabels(labels.length, numClasses);
  return labels;
}

function preprocessingOf(options: ClassifierOptions, found: FoundNetwork): Preprocessing {
  const preprocessing = options.preprocessing ?? found.preprocessing;
  const fault = preprocessingFault(preprocessing);
  if (fault !== undefined) throw badPreprocessing(fault);
  return preprocessing;
}
