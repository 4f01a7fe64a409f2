import type { Input, Values } from '../frame/command.js';
import { badCall } from '../frame/errors.js';
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

/** @throws {CliError} `USAGE`, naming what the settings file asks and is not here, or what has no effect. */
export function readTrainInput(input: Input<Values<typeof TRAIN_FLAGS>>): TrainInput {
  const { flags, settings, notes } = completeFlags<TrainFlags>(input, {
    dialect: TRAIN_DIALECT,
    definitions: { ...TRAIN_FLAGS, ...FILE_FLAGS },
  });
  checkInitial(flags, input.typed);
  return { flags, fileSettings: settings, notes };
}

/**
 * What says how to start would be ignored where nothing is started from. A settings file may well
 * name both weights to start from and a run to go on with: the run comes first, as in PaddleClas.
 */
function checkInitial(flags: TrainFlags, typed: ReadonlySet<string>): void {
  const resumes = flags.resume || flags.checkpoints !== undefined;
  if (resumes && typed.has('initial')) {
    throw badCall(
      '--initial is for a new run, and a run that goes on has its weights: leave it out',
    );
  }
  const how = [
    ...(flags.partial ? ['--partial'] : []),
    ...(flags.resetClassifier ? ['--reset-classifier'] : []),
  ];
  if (how.length === 0) return;
  if (resumes) throw badCall(`${how.join(' and ')} would change nothing in a run that goes on`);
  if (flags.initial === undefined) {
    throw badCall(`${how.join(' and ')} says how to take weights: give them with --initial FILE`);
  }
}
