import { factsOfNetwork, type MobileNeXt, mobileNeXt } from '@mobilenext/mobilenext';
import type { Checkpoint, TensorMap } from './checkpoint.js';
import { compareTensors } from './compare-tensors.js';
import { otherGraphWritten, readsBackOtherwise } from './errors.js';
import { unfoldTensors } from './fold-tensors.js';
import type { WrittenFormat } from './formats.js';
import type { StoredTensor } from './stored-tensor.js';
import { toFloat64 } from './tensor-values.js';
import { isFolded, type TensorOptions, tensorsToWrite } from './tensors-to-write.js';

/** What was converted, and into what. */
export interface Conversion extends Pick<TensorOptions, 'half' | 'fold'> {
  readonly format: WrittenFormat;
  readonly network: MobileNeXt;
  /** The input's, fitted to the network. */
  readonly tensors: TensorMap;
}

/** How far the tensors of a file that was written are from those of its input. */
export interface WrittenDifference {
  /** Tensors that were read back. */
  readonly tensors: number;
  /** Over all parameters; of folded ones, from those that folding in float32 gives. */
  readonly maxAbsDifference: number;
  /** The same as a share of the largest value of its tensor. */
  readonly maxRelativeDifference: number;
  /** Parameters that are 0 in the file, but not in the input: float16 has no number so small. */
  readonly vanished: number;
}

/**
 * Compares a file that was read back with what was to be written, which it must hold bit for bit, its
 * graph with the network, and its tensors with the input's.
 *
 * @throws {ConverterError} `READ_BACK`.
 */
export function checkWritten(
  { tensors: read, graph }: Pick<Checkpoint, 'tensors' | 'graph'>,
  { format, network, tensors, half, fold }: Conversion,
): WrittenDifference {
  const written = (options: TensorOptions): TensorMap => {
    const own = tensorsToWrite(format, tensors, { ...options, network, fold });
    return isFolded(format, { fold }) ? unfoldTensors(network, own) : own;
  };
  const meant = written({ half });
  for (const key of new Set([...meant.keys(), ...read.keys()])) {
    if (!isSame(meant.get(key), read.get(key))) throw readsBackOtherwise(key);
  }
  const { strides = null } = factsOfNetwork(network);
  if (graph?.strides !== undefined && graph.strides !== strides) throw otherGraphWritten('strides');
  const multiplier = graph?.identityMultiplier;
  if (multiplier !== undefined && !addsAsMuch(network, multiplier)) {
    throw otherGraphWritten('identity multiplier');
  }
  const input = isFolded(format, { fold }) ? written({}) : tensors;
  const kept = new Map([...read.keys()].map((key) => [key, input.get(key) as StoredTensor]));
  const { maxAbsDifference, maxRelativeDifference } = compareTensors(kept, read, {
    tolerance: Number.POSITIVE_INFINITY,
  });
  const vanished = half ? countVanished(kept, read) : 0;
  return { tensors: read.size, maxAbsDifference, maxRelativeDifference, vanished };
}

/** Several multipliers may add the same channels, and a graph does not tell which of them it was. */
const addsAsMuch = ({ width, blocks }: MobileNeXt, identityMultiplier: number | null): boolean =>
  identityMultiplier !== null &&
  mobileNeXt({ width, identityMultiplier }).blocks.every(
    ({ identityChannels }, i) => identityChannels === blocks[i].identityChannels,
  );

const isSame = (a: StoredTensor | undefined, b: StoredTensor | undefined): boolean =>
  a !== undefined &&
  a.dtype === b?.dtype &&
  a.shape.join() === b.shape.join() &&
  isSameBytes(a.bytes, b.bytes);

/** A loop, for a callback would take ten times as long over megabytes. */
function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

function countVanished(input: TensorMap, read: TensorMap): number {
  let vanished = 0;
  for (const [key, tensor] of read) {
    const before = toFloat64(input.get(key) as StoredTensor);
    vanished += toFloat64(tensor).filter((value, i) => value === 0 && before[i] !== 0).length;
  }
  return vanished;
}
