import type { Input, Values } from '../frame/command.js';
import { completeFlags } from '../paddle/complete-flags.js';
import { TRAIN_DIALECT } from '../paddle/train-meanings.js';
import { FILE_FLAGS, TRAIN_FLAGS } from './flags.js';

/** What was typed, and where nothing was, what the settings file says. */
export type TrainFlags = Values<typeof TRAIN_FLAGS> & Partial<Values<typeof FILE_FLAGS>>;

/** Flags, and the settings that only the file has, as `--set` takes them. */
export interface TrainInput {
  readonly flags: TrainFlags;
  readonly fileSettings: readonly string[];
  /** Lines about what is left aside. */
  readonly notes: readonly string[];
}

/** @throws {CliError} `USAGE`, naming what the settings file asks and is not here. */
export function readTrainInput(input: Input<Values<typeof TRAIN_FLAGS>>): TrainInput {
  const { flags, settings, notes } = completeFlags<TrainFlags>(input, {
    dialect: TRAIN_DIALECT,
    definitions: { ...TRAIN_FLAGS, ...FILE_FLAGS },
  });
  return { flags, fileSettings: settings, notes };
}
