import { type Network, type StateEntry, stateDict } from '@mobilenext/core';
import type { TensorMap } from './checkpoint.js';
import { isFloat } from './dtype.js';
import { doesNotFit, foreignLayers, type Misfit, notFloat } from './errors.js';
import { isLayerTensor } from './layer-tensor.js';
import type { StoredTensor } from './stored-tensor.js';
import { stripPrefix } from './strip-prefix.js';

/** What `stateDict(network)` of `@mobilenext/core` lists. */
export type WantedTensor = Pick<StateEntry, 'key' | 'shape' | 'role'>;

export interface FitOptions {
  /**
   * Leave the classifier out, so that it starts anew, perhaps with other classes; one that the
   * checkpoint holds is neither looked at nor called unexpected. Unless given no.
   */
  readonly resetClassifier?: boolean;
  /**
   * Accept that tensors are missing, and leave out layers that the network does not have; tensors of
   * another shape are still an error. Unless given no.
   */
  readonly partial?: boolean;
  /** Leave out layers that the network does not have, as `partial` does, but miss nothing. */
  readonly leaveOut?: boolean;
}

export interface Fit {
  /** Under the network's keys and in its order. */
  readonly tensors: Map<string, StoredTensor>;
  /** Keys that the network has and the result lacks: counters, a classifier that was reset. */
  readonly missing: readonly string[];
  /** Keys of the checkpoint that the network does not have and that were left out. */
  readonly unexpected: readonly string[];
}

/**
 * Picks the tensors of a network out of a checkpoint. A prefix that all keys share (`module.`,
 * `model.`) is taken off; counters (`num_batches_tracked`) may be missing. Layers that the network
 * does not have are an error, other tensors come back as `unexpected`.
 *
 * @param tensors as {@link readCheckpoint} gives them.
 * @param network the network, or its `stateDict`.
 * @throws {ConverterError} `missing-key`, `shape-mismatch` or `unexpected-key`, one error that lists
 * everything that does not fit; `duplicate-key`; `unsupported-dtype` where a float is wanted and none is stored.
 */
export function fitToNetwork(
  tensors: TensorMap,
  network: Network | readonly WantedTensor[],
  options: FitOptions = {},
): Fit {
  const wanted = 'chains' in network ? stateDict(network) : network;
  const wantedKeys = new Set(wanted.map(({ key }) => key));
  const found = stripPrefix(tensors, wantedKeys);
  const unexpected = [...found.keys()].filter((key) => !wantedKeys.has(key));
  const fitted = new Map<string, StoredTensor>();
  const missing: string[] = [];
  const misfits: Misfit[] = [];
  for (const { key, shape, role } of wanted) {
    const tensor = options.resetClassifier && isClassifier(role) ? undefined : found.get(key);
    if (!tensor) {
      missing.push(key);
      if (mustExist(role, options)) misfits.push({ key });
    } else if (!sameShape(tensor.shape, shape)) {
      misfits.push({ key, misshapen: { has: tensor.shape, wants: shape } });
    } else {
      if (role !== 'batchCount' && !isFloat(tensor.dtype)) throw notFloat(key, tensor.dtype);
      fitted.set(key, tensor);
    }
  }
  if (misfits.length > 0) throw doesNotFit(misfits, unexpected, wanted.length);
  const foreign = unexpected.filter((key) => isLayerTensor(key));
  if (foreign.length > 0 && !options.partial && !options.leaveOut) {
    throw foreignLayers(foreign, wantedKeys);
  }
  return { tensors: fitted, missing, unexpected };
}

type Role = WantedTensor['role'];

const isClassifier = (role: Role): boolean => role === 'linearWeight' || role === 'linearBias';

function mustExist(role: Role, { partial, resetClassifier }: FitOptions): boolean {
  return role !== 'batchCount' && !partial && !(resetClassifier && isClassifier(role));
}

const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);
