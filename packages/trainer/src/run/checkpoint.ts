import { type Checkpoint, tensorsFromArrays, toFloat32 } from '@mobilenext/converter';
import {
  type Network,
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

type Contents = Pick<Checkpoint, 'tensors' | 'metadata'>;

/** The network alone, as anyone reads it: parameters and buffers under PyTorch's keys. */
export async function weightsOf(
  network: Network,
  progress: Progress,
  facts: RunFacts,
): Promise<Contents> {
  const arrays = await stateToArrays(network, progress.state.network);
  return { tensors: tensorsFromArrays(network, arrays), metadata: metadataOf(progress, facts) };
}

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
  return { ...record, config: checkConfig(record.config) };
}

function parseRecord(path: string, run: string | undefined): RunRecord {
  try {
    return JSON.parse(run ?? '') as RunRecord;
  } catch {
    throw notARun(path, 'what it tells of its run is no JSON');
  }
}

/** Puts a checkpoint's tensors on the current backend. @throws {NnError} `STATE` */
export function progressOf(network: Network, { tensors }: Contents, record: RunRecord): Progress {
  const { epoch, iteration, lossSum, best, steps } = record;
  const arrays = [...tensors].map(([key, tensor]) => [key, toFloat32(tensor)] as const);
  const velocity = arrays
    .filter(([key]) => key.startsWith(VELOCITY))
    .map(([key, values]) => [key.slice(VELOCITY.length), values] as const);
  const state = {
    network: stateFromArrays(network, new Map(arrays)),
    velocity: recordFromArrays(network, new Map(velocity)),
    steps,
  };
  return { epoch, iteration, lossSum, best, state };
}

function metadataOf(progress: Progress, facts: RunFacts): Contents['metadata'] {
  const { state, ...rest } = progress;
  const record: RunRecord = { ...facts, ...rest, steps: state.steps };
  return { format: FORMAT, run: JSON.stringify(record) };
}
