import { type Network, stateDict } from '@mobilenext/core';
import { concatBytes } from '../concat-bytes.js';
import {
  corrupt,
  doesNotFit,
  type Misfit,
  missingFile,
  notACheckpoint,
  truncated,
} from '../errors.js';
import { unfoldTensors } from '../fold-tensors.js';
import { byteCount, type StoredTensor } from '../stored-tensor.js';
import { readModelJson } from './model-json.js';
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
 * that it names, `truncated`, `corrupt`, `unsupported-dtype`, `refused-path`; `shape-mismatch` for
 * another network's model.
 */
export function readTfjs(
  files: ReadonlyMap<string, Uint8Array>,
  network: Network,
): Map<string, StoredTensor> {
  const model = files.get(MODEL_FILE);
  if (!model) throw notACheckpoint(`the folder holds no ${MODEL_FILE}`);
  const { format, groups } = readModelJson(model);
  const weights = new Map(groups.flatMap((group) => [...readGroup(group, files)]));
  const variables = variablesOf(format, network);
  checkShapes(network, variables, weights);
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
  return tensors;
}

function dtypeOf({ dtype, quantization }: WeightEntry): StoredTensor['dtype'] {
  if (quantization) return 'F16';
  return dtype === 'int32' ? 'I32' : 'F32';
}

/** Axes are only moved where there are as many as the network's parameter has. */
function checkShapes(
  network: Network,
  variables: readonly Variable[],
  weights: ReadonlyMap<string, StoredTensor>,
): void {
  const shapes = new Map(stateDict(network).map(({ key, shape }) => [key, shape]));
  const misfits = variables.flatMap(({ key, name, axes }): readonly Misfit[] => {
    // The bias that folding adds stands in no state dict: one value for each filter.
    const shape = shapes.get(key) ?? shapes.get(key.replace(/bias$/, 'weight'))?.slice(0, 1) ?? [];
    const wants = axes ? axes.map((axis) => shape[axis]) : shape;
    const has = weights.get(name)?.shape ?? wants;
    return String(has) === String(wants) ? [] : [{ key, misshapen: { has, wants } }];
  });
  if (misfits.length > 0) throw doesNotFit(misfits, [], variables.length);
}
