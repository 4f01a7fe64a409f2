import type { Flags, Input } from '../frame/command.js';
import { parseFlagValue } from '../frame/flag-value.js';
import { type Dialect, interpret } from './interpret.js';
import { readSettings } from './settings-file.js';

interface PaddleFlags {
  readonly config?: string;
  readonly override: readonly string[];
}

/** Flags completed from a settings file. */
export interface Completed<F> {
  readonly flags: F;
  /** Other settings of the file, `a.b=value`. */
  readonly settings: readonly string[];
  /** Lines about what is left aside. */
  readonly notes: readonly string[];
}

/**
 * Fills flags that were not typed from `-c FILE -o KEY=VALUE`.
 *
 * @param definitions of the command's flags, and of those that only a file can set.
 * @throws {CliError} `USAGE`, naming what the file asks and is not here.
 */
export function completeFlags<F extends PaddleFlags>(
  { flags, typed }: Pick<Input<F>, 'flags' | 'typed'>,
  { dialect, definitions }: { readonly dialect: Dialect; readonly definitions: Flags },
): Completed<F> {
  const settings = readSettings({ file: flags.config, overrides: flags.override });
  const { flags: fromFile, settings: others, notes } = interpret(settings, dialect);
  const filled = [...fromFile]
    .filter(([name]) => !typed.has(name))
    .map(([name, value]) => [
      name,
      parseFlagValue(`${name} of the settings file:`, definitions[name], String(value)),
    ]);
  return { flags: { ...flags, ...Object.fromEntries(filled) } as F, settings: others, notes };
}
