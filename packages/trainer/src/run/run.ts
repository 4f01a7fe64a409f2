import type { BatchLoader, Dataset } from '@mobilenext/imagenet';
import type { Network } from '@mobilenext/nn';
import type { TrainConfig } from '../config/config.js';
import type { TrainEvent } from '../events.js';
import type { RunFolder } from './run-folder.js';

/** What a run works with; nothing here changes while it runs. */
export interface Run {
  readonly config: TrainConfig;
  readonly network: Network;
  readonly trainSet: Dataset;
  readonly testSet: Dataset | null;
  /** Of each set, from epoch to epoch. */
  readonly loaders: { readonly train: BatchLoader; readonly test: BatchLoader | null };
  readonly folder: RunFolder;
  /** Training pictures of an epoch. */
  readonly samples: number;
  /** Of an epoch; the last batch may be smaller. */
  readonly iterations: number;
  /** Tells whoever watches; what that throws ends the run. */
  readonly tell: (event: TrainEvent) => void;
  /** Tells, and writes into the log what belongs there. */
  readonly report: (event: TrainEvent) => Promise<void>;
  readonly signal: AbortSignal | undefined;
  /** Milliseconds since any fixed time. */
  readonly now: () => number;
}
