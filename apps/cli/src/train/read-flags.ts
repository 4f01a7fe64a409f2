import type { Flags, Values } from '../frame/command.js';
import { parseFlagValue } from '../frame/flag-value.js';
import { interpret } from '../paddle/interpret.js';
import { readSettings } from '../paddle/settings-file.js';
import { TRAIN_MEANINGS } from '../paddle/train-meanings.js';
import { FILE_FLAGS, TRAIN_FLAGS } from './flags.js';

/** What was typed. */
export type TrainFlags = Values<typeof TRAIN_FLAGS>;

/** What was typed, and where nothing was, what the settings file says. */
export type TrainInput = TrainFlags &
  Partial<Values<typeof FILE_FLAGS>> & {
    /** The file's other settings, as `--set` takes them; flags win over them. */
    readonly fileSettings: readonly string[];
  };

/**
 * Completes the flags from `-c FILE -o KEY=VALUE`.
 *
 * @throws {CliError} `USAGE`, naming what the file asks and is not here.
 */
export function readTrainFlags(typed: TrainFlags): {
  readonly input: TrainInput;
  readonly notes: readonly string[];
} {
  const settings = readSettings({ file: typed.config, overrides: typed.override });
  const { flags, settings: fileSettings, notes } = interpret(settings, TRAIN_MEANINGS);
  const definitions: Flags = { ...TRAIN_FLAGS, ...FILE_FLAGS };
  const fromFile = [...flags].map(([name, value]) => [
    name,
    parseFlagValue(`${name} of the settings file:`, definitions[name], String(value)),
  ]);
  const given = Object.entries(typed).filter(([, value]) => value !== undefined);
  const values = Object.fromEntries([...fromFile, ...given]) as Omit<TrainInput, 'fileSettings'>;
  return { input: { ...values, fileSettings }, notes };
}
