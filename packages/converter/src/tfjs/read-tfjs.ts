import { type Network, stateDict } from '@mobilenext/core';
import { mobileNeXt, variantNames, variants } from '@mobilenext/mobilenext';
import type { Checkpoint } from '../checkpoint.js';
import { concatBytes } from '../concat-bytes.js';
import { isFloat } from '../dtype.js';
import {
  corrupt,
  doesNotFit,
  foreignLayers,
  type Misfit,
  missingFile,
  notACheckpoint,
  notMobileNeXt,
  truncated,
} from '../errors.js';
import { unfoldTensors } from '../fold-tensors.js';
import { byteCount, elementCount, type StoredTensor } from '../stored-tensor.js';
import { isFolded } from '../tensors-to-write.js';
import { withGraphFacts } from '../graph-facts.js';
import { readingOf } from './graph-reading.js';
import { type ModelJson, readModelJson } from './model-json.js';
import { fromTensorflow, type Variable, variablesOf } from './variables.js';
import type { WeightEntry, WeightGroup } from './weights.js';
import { MODEL_FILE } from './write-tfjs.js';

/**
 * The parameters of a model that {@link writeTfjs} made, under PyTorch's names and in its layout; a
 * graph model's batch norms, which were folded, only add their bias. Models of other programs name
 * their weights otherwise.
 *
 * @param files of the folder by name.
 * @throws {ConverterError} `not-a-checkpoint` without a `model.json`, `missing-file` without a shard
 * that it names, `truncated`, `corrupt`, `unsupported-dtype`, `refused-path`; `shape-mismatch` and
 * `unexpected-key` for another network's model.
 */
export const readTfjs = (
  files: ReadonlyMap<string, Uint8Array>,
  network: Network,
): Map<string, StoredTensor> => tensorsOf(readWeights(files), network);

/**
 * The same of a model of which only the folder is known: width and classes are told by the shapes,
 * strides and identity multiplier by the graph. They come as `graph`, and in the metadata where those
 * are silent.
 *
 * @throws {ConverterError} as {@link readTfjs}; `missing-key` without a classifier; `corrupt` where
 * the metadata say something else than the graph.
 */
export function readTfjsModel(files: ReadonlyMap<string, Uint8Array>): Checkpoint {
  const model = readWeights(files);
  const { format, weights } = model;
  const tensors = tensorsOf(model, networkOf(model));
  const metadata = isFolded(format, {})
    ? { ...model.metadata, batch_norm: 'folded' }
    : model.metadata;
  return withGraphFacts({ format, tensors, metadata }, (network) =>
    readingOf(model, network, weights),
  );
}

/** A model's weights by their names in it. */
interface ModelWeights extends Omit<ModelJson, 'groups'> {
  readonly weights: ReadonlyMap<string, StoredTensor>;
}

function readWeights(files: ReadonlyMap<string, Uint8Array>): ModelWeights {
  const model = files.get(MODEL_FILE);
  if (!model) throw notACheckpoint(`the folder holds no ${MODEL_FILE}`);
  const { groups, ...about } = readModelJson(model);
  return { ...about, weights: new Map(groups.flatMap((group) => [...readGroup(group, files)])) };
}

/** The network of the width with the fewest shapes that do not fit. */
function networkOf({ format, weights }: ModelWeights): Network {
  const bias = `${mobileNeXt().classifier.key}.bias`;
  const { name } = variablesOf(format, mobileNeXt()).find(({ key }) => key === bias) ?? {};
  const numClasses = weights.get(name ?? '')?.shape[0];
  if (!numClasses) throw notMobileNeXt(bias);
  const widths = new Set(variantNames.map((variant) => variants[variant].width));
  const candidates = [...widths].map((width) => {
    const network = mobileNeXt({ width, numClasses });
    return { network, misfits: misfitsOf(network, variablesOf(format, network), weights).length };
  });
  return candidates.sort((a, b) => a.misfits - b.misfits)[0].network;
}

function tensorsOf({ format, weights }: ModelWeights, network: Network): Map<string, StoredTensor> {
  const variables = variablesOf(format, network);
  const misfits = misfitsOf(network, variables, weights);
  if (misfits.length > 0) throw doesNotFit(misfits, [], variables.length);
  checkOthers(variables, weights);
  const tensors = new Map<string, StoredTensor>();
  for (const variable of variables) {
    const tensor = weights.get(variable.name);
    if (!tensor) throw corrupt(MODEL_FILE, `its weights lack ${variable.name}`);
    tensors.set(variable.key, fromTensorflow(tensor, variable));
  }
  return format === 'tfjs-graph' ? unfoldTensors(network, tensors) : tensors;
}

function readGroup(
  { paths, weights }: WeightGroup,
  files: ReadonlyMap<string, Uint8Array>,
): Map<string, StoredTensor> {
  const bytes = concatBytes(
    paths.map((path) => {
      const shard = files.get(path);
      if (!shard) throw missingFile(path, 'give that file as well');
      return shard;
    }),
  );
  const tensors = new Map<string, StoredTensor>();
  let begin = 0;
  for (const entry of weights) {
    const { name, shape } = entry;
    const dtype = dtypeOf(entry);
    const end = begin + byteCount({ dtype, shape });
    // Written so that NaN, of absurd sizes, is refused as well.
    if (!(end <= bytes.length)) throw truncated(name, end - begin, bytes.length - begin);
    tensors.set(name, { dtype, shape, bytes: bytes.subarray(begin, end) });
    begin = end;
  }
  if (begin < bytes.length) {
    throw corrupt(paths.join(', '), `${bytes.length - begin} bytes belong to no weight`);
  }
  return tensors;
}

function dtypeOf({ dtype, quantization }: WeightEntry): StoredTensor['dtype'] {
  if (quantization) return 'F16';
  return dtype === 'int32' ? 'I32' : 'F32';
}

/** Axes are only moved where there are as many as the network's parameter has. */
function misfitsOf(
  network: Network,
  variables: readonly Variable[],
  weights: ReadonlyMap<string, StoredTensor>,
): readonly Misfit[] {
  const shapes = new Map(stateDict(network).map(({ key, shape }) => [key, shape]));
  return variables.flatMap(({ key, name, axes }): readonly Misfit[] => {
    // The bias that folding adds stands in no state dict: one value for each filter.
    const shape = shapes.get(key) ?? shapes.get(key.replace(/bias$/, 'weight'))?.slice(0, 1) ?? [];
    const wants = axes ? axes.map((axis) => shape[axis]) : shape;
    const has = weights.get(name)?.shape ?? wants;
    return String(has) === String(wants) ? [] : [{ key, misshapen: { has, wants } }];
  });
}

/** Single values and whole numbers are bounds and axes of the graph. */
function checkOthers(
  variables: readonly Variable[],
  weights: ReadonlyMap<string, StoredTensor>,
): void {
  const names = new Set(variables.map(({ name }) => name));
  const foreign = [...weights].filter(
    ([name, { dtype, shape }]) => !names.has(name) && isFloat(dtype) && elementCount(shape) > 1,
  );
  if (foreign.length > 0) {
    throw foreignLayers(
      foreign.map(([name]) => name),
      names,
    );
  }
}
