import type { Network } from '@mobilenext/core';
import type { Checkpoint, TensorMap } from '../checkpoint.js';
import type { FolderFormat } from '../formats.js';
import type { StoredTensor } from '../stored-tensor.js';
import { tensorsToWrite } from '../tensors-to-write.js';
import { graphModel } from './graph-model.js';
import { layersModel } from './layers-model.js';
import { toTensorflow, variablesOf } from './variables.js';
import { writeWeights } from './weights.js';

export interface TfjsOptions {
  /** Store weights as float16; TensorFlow.js widens them when it loads. Unless given no. */
  readonly half?: boolean;
  /** Texts that `model.json` keeps as `userDefinedMetadata`. */
  readonly metadata?: Checkpoint['metadata'];
}

/** The file that both kinds of models begin with. */
export const MODEL_FILE = 'model.json';

/**
 * A network with its parameters as TensorFlow.js loads it: a graph model (batch norms folded, fastest)
 * or a layers model (batch norms kept, can be trained further). Pictures are NHWC.
 *
 * @param tensors under PyTorch's names, in PyTorch's layout.
 * @returns the files of the folder by name, `model.json` last.
 * @throws {ConverterError} as `fitToNetwork`; `not-representable`.
 */
export function writeTfjs(
  format: FolderFormat,
  network: Network,
  tensors: TensorMap,
  { half, metadata = {} }: TfjsOptions = {},
): Map<string, Uint8Array> {
  const kept = tensorsToWrite(format, tensors, { network, half });
  const parameters = new Map<string, StoredTensor>();
  for (const variable of variablesOf(format, network)) {
    const tensor = kept.get(variable.key);
    if (tensor) parameters.set(variable.name, toTensorflow(tensor, variable));
  }
  const model =
    format === 'tfjs-graph'
      ? graphModel(network, parameters)
      : { description: layersModel(network), weights: parameters };
  const { group, shards } = writeWeights(model.weights);
  const json = JSON.stringify({
    ...model.description,
    generatedBy: 'mobilenext',
    convertedBy: '@mobilenext/converter',
    userDefinedMetadata: metadata,
    weightsManifest: [group],
  });
  return new Map([...shards, [MODEL_FILE, new TextEncoder().encode(json)]]);
}
