import {
  type Checkpoint,
  type TensorMap,
  tensorsFromArrays,
  toFloat32,
  withAverage,
} from '@mobilenext/converter';
import {
  type Network,
  type NetworkState,
  recordFromArrays,
  recordToArrays,
  stateFromArrays,
  stateToArrays,
} from '@mobilenext/nn';
import { checkConfig } from '../config/check-config.js';
import type { TrainConfig } from '../config/config.js';
import { notARun } from '../errors.js';
import type { Progress } from './progress.js';

/** Raised when older versions of this package could misread a checkpoint. */
const FORMAT = 'mobilenext-training/1';
const VELOCITY = 'optimizer.velocity.';

/** What is the same throughout a run. */
export interface RunFacts {
  readonly config: TrainConfig;
  /** Names by label. */
  readonly classes: readonly string[];
  /** Number of training pictures. */
  readonly samples: number;
}

/** What a checkpoint tells about its run, as JSON in the entry `run` of its metadata. */
export interface RunRecord extends RunFacts, Omit<Progress, 'state'> {
  readonly steps: number;
}

type Contents = Pick<Checkpoint, 'tensors' | 'ema' | 'metadata'>;

/** Settings that earlier versions did not have, as they trained. */
const ADDED_SETTINGS = { ema: 0, recompute: 'none' } as const;

/**
 * The network alone, as anyone reads it: parameters and buffers under PyTorch's keys, their moving
 * average, where one is kept, under `ema.<key>`.
 */
export async function weightsOf(
  network: Network,
  progress: Progress,
  facts: RunFacts,
): Promise<Contents> {
  const { ema, network: state } = progress.state;
  const tensors = await tensorsOf(network, state);
  return {
    tensors: ema ? withAverage(tensors, await tensorsOf(network, ema)) : tensors,
    metadata: metadataOf(progress, facts),
  };
}

const tensorsOf = async (network: Network, state: NetworkState): Promise<TensorMap> =>
  tensorsFromArrays(network, await stateToArrays(network, state));

/** Everything from which a run goes on: the network and `optimizer.velocity.<key>`. */
export async function checkpointOf(
  network: Network,
  progress: Progress,
  facts: RunFacts,
): Promise<Contents> {
  const { tensors, metadata } = await weightsOf(network, progress, facts);
  const velocity = tensorsFromArrays(
    network,
    await recordToArrays(network, progress.state.velocity),
  );
  const named = [...velocity].map(([key, tensor]) => [`${VELOCITY}${key}`, tensor] as const);
  return { tensors: new Map([...tensors, ...named]), metadata };
}

/**
 * What {@link checkpointOf} wrote about its run, before any tensor is looked at.
 *
 * @throws {TrainerError} `RESUME` if it wrote nothing there, `SETTING` for a setting that is wrong.
 */
export function runRecordOf(path: string, { metadata }: Contents): RunRecord {
  const { format = 'unknown', run } = metadata;
  if (format !== FORMAT) throw notARun(path, `its format is ${format}, not ${FORMAT}`);
  const record = parseRecord(path, run);
  return { ...record, config: checkConfig({ ...ADDED_SETTINGS, ...record.config }) };
}

function parseRecord(path: string, run: string | undefined): RunRecord {
  try {
    return JSON.parse(run ?? '') as RunRecord;
  } catch {
    throw notARun(path, 'what it tells of its run is no JSON');
  }
}

/** Puts a checkpoint's tensors on the current backend. @throws {NnError} `STATE` */
export function progressOf(
  network: Network,
  { tensors, ema }: Contents,
  record: RunRecord,
): Progress {
  const { epoch, iteration, lossSum, best, steps } = record;
  const arrays = arraysOf(tensors);
  const velocity = arrays
    .filter(([key]) => key.startsWith(VELOCITY))
    .map(([key, values]) => [key.slice(VELOCITY.length), values] as const);
  const state = {
    network: stateFromArrays(network, new Map(arrays)),
    velocity: recordFromArrays(network, new Map(velocity)),
    ...(ema && { ema: stateFromArrays(network, new Map(arraysOf(ema))) }),
    steps,
  };
  return { epoch, iteration, lossSum, best, state };
}

const arraysOf = (tensors: TensorMap): (readonly [key: string, values: Float32Array])[] =>
  [...tensors].map(([key, tensor]) => [key, toFloat32(tensor)]);

function metadataOf(progress: Progress, facts: RunFacts): Contents['metadata'] {
  const { state, ...rest } = progress;
  const record: RunRecord = { ...facts, ...rest, steps: state.steps };
  return { format: FORMAT, run: JSON.stringify(record) };
}
