import type { Network } from '@mobilenext/core';
import type { TensorMap } from './checkpoint.js';
import { withoutCounters } from './counters.js';
import { networkNeeded } from './errors.js';
import { fitToNetwork } from './fit-to-network.js';
import { foldTensors } from './fold-tensors.js';
import { holdsGraph, type WrittenFormat } from './formats.js';
import type { StoredTensor } from './stored-tensor.js';
import { fromFloat32, toFloat32 } from './tensor-values.js';
import { toHalf } from './to-half.js';

export interface TensorOptions {
  /** Floats as float16: half the size, eleven bits. Computing stays float32. Unless given no. */
  readonly half?: boolean;
  /**
   * Fold batch norms into the convolutions: always in a tfjs graph model, on request in ONNX
   * (whose runtimes do it by themselves when they load); other formats never do.
   */
  readonly fold?: boolean;
  /**
   * The network whose parameters these are: needed by the formats that hold the graph. The metadata
   * say what it says of itself: give none that is guessed.
   */
  readonly network?: Network;
}

/**
 * The tensors that a file of a format will hold, under PyTorch's names and in its layout: the input's
 * own, or what is left of them. Reading the file back gives exactly these.
 *
 * @throws {ConverterError} `network-needed`; as `fitToNetwork`; `not-representable`.
 */
export function tensorsToWrite(
  format: WrittenFormat,
  tensors: TensorMap,
  options: TensorOptions = {},
): TensorMap {
  const own = ownTensors(format, tensors, options);
  return options.half ? toHalf(own) : own;
}

/** Whether a format's files have the batch norms folded. */
export const isFolded = (format: WrittenFormat, { fold = false }: TensorOptions): boolean =>
  format === 'tfjs-graph' || (format === 'onnx' && fold);

function ownTensors(format: WrittenFormat, tensors: TensorMap, options: TensorOptions): TensorMap {
  if (holdsGraph(format)) return inferenceTensors(format, tensors, options);
  // Paddle counts no batches; NumPy has no bfloat16.
  if (format === 'pdparams') return withoutCounters(tensors);
  return format === 'npz' ? widened(tensors) : tensors;
}

/** Everything that inference needs, as float32. */
function inferenceTensors(
  format: WrittenFormat,
  tensors: TensorMap,
  options: TensorOptions,
): Map<string, StoredTensor> {
  const { network } = options;
  if (!network) throw networkNeeded(format);
  if (isFolded(format, options)) return foldTensors(network, tensors);
  const fitted = withoutCounters(fitToNetwork(tensors, network).tensors);
  return new Map([...fitted].map(([key, tensor]) => [key, asFloat32(tensor)]));
}

const asFloat32 = (tensor: StoredTensor): StoredTensor =>
  tensor.dtype === 'F32' ? tensor : fromFloat32(toFloat32(tensor), tensor.shape);

const widened = (tensors: TensorMap): TensorMap =>
  new Map(
    [...tensors].map(([key, tensor]) => [
      key,
      tensor.dtype === 'BF16' ? asFloat32(tensor) : tensor,
    ]),
  );
