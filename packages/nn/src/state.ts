import { type Arrays, fold, type Network, type StateEntry, stateDict } from '@mobilenext/core';
import * as tf from '@tensorflow/tfjs-core';
import { badState } from './errors.js';
import { executingShape, toExecuting, toTorch } from './layout.js';

/** Tensors by their state_dict key, in the executing layout. */
export type TensorRecord = Readonly<Record<string, tf.Tensor>>;

/** What a network needs to run, as a value: nothing here changes, a step makes a new state. */
export interface NetworkState {
  /** Trainable tensors. */
  readonly parameters: TensorRecord;
  /** Running means and variances of the batch norms. */
  readonly buffers: TensorRecord;
  /** Training batches seen: PyTorch's `num_batches_tracked`, the same for every batch norm. */
  readonly batchCount: number;
}

/**
 * Puts arrays on the current tfjs backend.
 *
 * @throws {NnError} `STATE`, naming every key that is missing or has the wrong number of elements.
 */
export function stateFromArrays(network: Network, arrays: Arrays): NetworkState {
  const entries = stateDict(network);
  const problems = entries.flatMap((entry) => problemOf(entry, arrays));
  if (problems.length > 0) throw badState(network.name, problems);

  const tensors = (kind: StateEntry['kind']): TensorRecord =>
    Object.fromEntries(
      entries
        .filter((entry) => entry.kind === kind && entry.role !== 'batchCount')
        .map((entry) => [entry.key, toTensor(entry, arrays.get(entry.key) as Float32Array)]),
    );
  const counter = entries.find(({ role }) => role === 'batchCount');
  return {
    parameters: tensors('parameter'),
    buffers: tensors('buffer'),
    batchCount: (counter && arrays.get(counter.key)?.[0]) ?? 0,
  };
}

/**
 * A state for inference only: every batch norm is folded into its convolution in float64, which is
 * both faster and closer to the exact result than normalising. It has no gradients.
 *
 * @throws {NnError} `STATE`, naming every key that is missing or has the wrong number of elements.
 */
export function foldedState(network: Network, arrays: Arrays): NetworkState {
  const problems = stateDict(network).flatMap((entry) => problemOf(entry, arrays));
  if (problems.length > 0) throw badState(network.name, problems);
  const folded = fold(network, arrays);
  const biases = network.chains.flatMap(({ units }) =>
    units.map(({ convolutionKey }) => `${convolutionKey}.bias`),
  );
  const parameters = {
    ...recordFromArrays(network, folded),
    ...Object.fromEntries(biases.map((key) => [key, tf.tensor1d(folded.get(key) as Float32Array)])),
  };
  return { parameters, buffers: {}, batchCount: 0 };
}

/** Reads a state back into arrays, in the order of PyTorch's state_dict. */
export async function stateToArrays(
  network: Network,
  state: NetworkState,
): Promise<Map<string, Float32Array>> {
  const result = new Map<string, Float32Array>();
  for (const entry of stateDict(network)) {
    if (entry.role === 'batchCount') {
      result.set(entry.key, Float32Array.of(state.batchCount));
      continue;
    }
    const tensor = state.parameters[entry.key] ?? state.buffers[entry.key];
    result.set(entry.key, toTorch(entry, Float32Array.from(await tensor.data<'float32'>())));
  }
  return result;
}

/** Reads tensors that belong to the network's keys (gradients, an optimiser's state) back. */
export async function recordToArrays(
  network: Network,
  record: TensorRecord,
): Promise<Map<string, Float32Array>> {
  const result = new Map<string, Float32Array>();
  for (const entry of stateDict(network)) {
    const tensor = record[entry.key];
    if (tensor) {
      result.set(entry.key, toTorch(entry, Float32Array.from(await tensor.data<'float32'>())));
    }
  }
  return result;
}

/** Puts arrays under the network's keys, as far as given, on the current tfjs backend. */
export function recordFromArrays(network: Network, arrays: Arrays): TensorRecord {
  return Object.fromEntries(
    stateDict(network).flatMap((entry) => {
      const values = arrays.get(entry.key);
      return values ? [[entry.key, toTensor(entry, values)]] : [];
    }),
  );
}

/** Frees the tensors of a record. */
export function disposeRecord(record: TensorRecord): void {
  for (const tensor of Object.values(record)) tensor.dispose();
}

/** Frees the tensors of a state. */
export function disposeState(state: NetworkState): void {
  disposeRecord(state.parameters);
  disposeRecord(state.buffers);
}

function problemOf({ key, shape, role }: StateEntry, arrays: Arrays): string[] {
  const values = arrays.get(key);
  if (!values) return role === 'batchCount' ? [] : [`${key} is missing`];
  const wanted = shape.reduce((product, side) => product * side, 1);
  return values.length === wanted
    ? []
    : [`${key} has ${values.length} elements, [${shape.join(',')}] needs ${wanted}`];
}

function toTensor(entry: StateEntry, values: Float32Array): tf.Tensor {
  return tf.tensor(toExecuting(entry, values), [...executingShape(entry)], 'float32');
}
