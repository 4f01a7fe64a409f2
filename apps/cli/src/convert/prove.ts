import { rm } from 'node:fs/promises';
import {
  isFolderFormat,
  isFolded,
  readCheckpoint,
  readTfjsFolder,
  type StoredTensor,
  type TensorMap,
  type TensorOptions,
  tensorsToWrite,
  toFloat64,
  unfoldTensors,
  type WrittenFormat,
} from '@mobilenext/converter';
import type { MobileNeXt } from '@mobilenext/mobilenext';
import { failed } from '../frame/errors.js';
import { compareCheckpoints } from '../parity/compare-checkpoints.js';
import { compareLogits } from './logits-difference.js';

/** How far a file that was written is from its input. */
export interface Proof {
  /** Over all parameters; of folded ones, from those that folding in float32 gives. */
  readonly maxAbsDifference: number;
  /** The same as a share of the largest value of its tensor. */
  readonly maxRelativeDifference: number;
  /** Over the logits of one picture. */
  readonly logitsDifference: number;
  /** The input's largest absolute logit for it, the scale of that difference. */
  readonly largestLogit: number;
  /** Parameters that are 0 in the file, but not in the input: float16 has no number so small. */
  readonly vanished: number;
}

/** What was converted, and into what. */
export interface Conversion extends Pick<TensorOptions, 'half' | 'fold'> {
  readonly output: string;
  readonly format: WrittenFormat;
  readonly network: MobileNeXt;
  /** The input's, fitted to the network. */
  readonly tensors: TensorMap;
}

/**
 * Reads a file back: it must hold, bit for bit, what was to be written, which is compared with the
 * input. An output that is not proved is removed.
 *
 * @throws {CliError} `FAILED` if it holds anything else; what reading it fails with.
 */
export async function prove(conversion: Conversion): Promise<Proof> {
  try {
    return await compareWithInput(conversion);
  } catch (error) {
    await rm(conversion.output, { recursive: true, force: true });
    throw error;
  }
}

async function compareWithInput(conversion: Conversion): Promise<Proof> {
  const { output, format, network, tensors, half, fold } = conversion;
  const tensorsOf = (options: TensorOptions): TensorMap => {
    const written = tensorsToWrite(format, tensors, { ...options, network, fold });
    return isFolded(format, { fold }) ? unfoldTensors(network, written) : written;
  };
  const read = isFolderFormat(format)
    ? await readTfjsFolder(output, network)
    : (await readCheckpoint(output)).tensors;
  if (compareCheckpoints(tensorsOf({ half }), read, { tolerance: 0 }).departures > 0) {
    throw failed(
      `${output} did not read back as it was written and was removed: the disk may be at fault, try again`,
    );
  }
  const input = isFolded(format, { fold }) ? tensorsOf({}) : only(read.keys(), tensors);
  const tolerance = Number.POSITIVE_INFINITY;
  const comparison = compareCheckpoints(input, read, { tolerance });
  const { maxAbsDifference, maxRelativeDifference } = comparison;
  return {
    maxAbsDifference,
    maxRelativeDifference,
    ...(await compareLogits(network, tensors, read)),
    vanished: half ? countVanished(input, read) : 0,
  };
}

function countVanished(input: TensorMap, read: TensorMap): number {
  let vanished = 0;
  for (const [key, tensor] of read) {
    const before = toFloat64(input.get(key) as StoredTensor);
    vanished += toFloat64(tensor).filter((value, i) => value === 0 && before[i] !== 0).length;
  }
  return vanished;
}

/** Some of a checkpoint's tensors. */
const only = (keys: Iterable<string>, tensors: TensorMap): TensorMap =>
  new Map([...keys].map((key) => [key, tensors.get(key) as StoredTensor]));
