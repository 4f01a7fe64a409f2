import type { Network } from '@mobilenext/core';
import { concatBytes } from '../concat-bytes.js';
import { corrupt, notACheckpoint, truncated } from '../errors.js';
import { DTYPE_BYTES } from '../dtype.js';
import { unfoldTensors } from '../fold-tensors.js';
import type { FolderFormat } from '../formats.js';
import { elementCount, type StoredTensor } from '../stored-tensor.js';
import { fromTensorflow, variablesOf } from './variables.js';
import type { WeightEntry, WeightGroup } from './weights.js';
import { MODEL_FILE } from './write-tfjs.js';

/**
 * The parameters of a model that {@link writeTfjs} made, under PyTorch's names and in its layout; a
 * graph model's batch norms, which were folded, only add their bias. Models of other programs name
 * their weights otherwise.
 *
 * @param files of the folder by name.
 * @throws {ConverterError} `not-a-checkpoint`, `truncated`, `corrupt`.
 */
export function readTfjs(
  files: ReadonlyMap<string, Uint8Array>,
  network: Network,
): Map<string, StoredTensor> {
  const { format, weightsManifest } = readModel(files);
  const weights = new Map(weightsManifest.flatMap((group) => [...readGroup(group, files)]));
  const tensors = new Map<string, StoredTensor>();
  for (const variable of variablesOf(format, network)) {
    const tensor = weights.get(variable.name);
    if (!tensor) throw corrupt(MODEL_FILE, `its weights lack ${variable.name}`);
    tensors.set(variable.key, fromTensorflow(tensor, variable));
  }
  return format === 'tfjs-graph' ? unfoldTensors(network, tensors) : tensors;
}

function readModel(files: ReadonlyMap<string, Uint8Array>): {
  readonly format: FolderFormat;
  readonly weightsManifest: readonly WeightGroup[];
} {
  const bytes = files.get(MODEL_FILE);
  if (!bytes) throw notACheckpoint(`the folder holds no ${MODEL_FILE}`);
  const { format, weightsManifest } = JSON.parse(new TextDecoder().decode(bytes)) as {
    readonly format: string;
    readonly weightsManifest: readonly WeightGroup[];
  };
  if (format === 'graph-model') return { format: 'tfjs-graph', weightsManifest };
  if (format === 'layers-model') return { format: 'tfjs-layers', weightsManifest };
  throw corrupt(MODEL_FILE, `its format is ${format}`);
}

function readGroup(
  { paths, weights }: WeightGroup,
  files: ReadonlyMap<string, Uint8Array>,
): Map<string, StoredTensor> {
  const bytes = concatBytes(paths.map((path) => files.get(path) ?? new Uint8Array(0)));
  const tensors = new Map<string, StoredTensor>();
  let begin = 0;
  for (const entry of weights) {
    const dtype = dtypeOf(entry);
    const end = begin + elementCount(entry.shape) * DTYPE_BYTES[dtype];
    if (end > bytes.length) throw truncated(entry.name, end - begin, bytes.length - begin);
    tensors.set(entry.name, { dtype, shape: entry.shape, bytes: bytes.subarray(begin, end) });
    begin = end;
  }
  return tensors;
}

function dtypeOf({ dtype, quantization }: WeightEntry): StoredTensor['dtype'] {
  if (quantization) return 'F16';
  return dtype === 'int32' ? 'I32' : 'F32';
}
