import type { Context } from './context.js';

interface FlagBase {
  readonly help: string;
  /** One letter, for `-c`. */
  readonly short?: string;
}

/** A flag as data; what `run` receives for it follows from its type. */
export type Flag =
  | (FlagBase & { readonly type: 'boolean' })
  | (FlagBase & {
      readonly type: 'string';
      /** What stands for the value in the help: `DIR`, `FILE`. */
      readonly value: string;
      readonly default?: string;
      readonly choices?: readonly string[];
    })
  | (FlagBase & {
      readonly type: 'number' | 'integer';
      readonly value: string;
      readonly default?: number;
      readonly min?: number;
      /** The value lies between the two and is neither. */
      readonly between?: readonly [above: number, below: number];
    })
  | (FlagBase & {
      /** May be given several times; each time takes one value or more. */
      readonly type: 'list';
      readonly value: string;
      /** What is meant where it is not given, for the help: nothing, unless this says more. */
      readonly defaultText?: string;
    });

/** Flags by their camelCase name: `identityMultiplier` is typed `--identity-multiplier`. */
export type Flags = Readonly<Record<string, Flag>>;

type Text<F extends Flag> = F extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : string;

type ValueOf<F extends Flag> = F extends { readonly type: 'boolean' }
  ? boolean
  : F extends { readonly type: 'list' }
    ? readonly string[]
    : F extends { readonly type: 'string' }
      ? F extends { readonly default: string }
        ? Text<F>
        : Text<F> | undefined
      : F extends { readonly default: number }
        ? number
        : number | undefined;

/** What was typed, by flag, defaults filled in. */
export type Values<F extends Flags> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

/** A positional argument. */
export interface Argument {
  /** In capitals, as the help shows it. */
  readonly name: string;
  readonly help: string;
  readonly optional?: boolean;
  /** Takes all that follow. */
  readonly variadic?: boolean;
}

/** A line that works when it is typed, and what it does. */
interface Example {
  readonly line: string;
  readonly does: string;
}

/** What a command is called with. */
export interface Input<F> {
  readonly args: readonly string[];
  readonly flags: F;
  /** Names of the flags that were typed, rather than left at their default. */
  readonly typed: ReadonlySet<string>;
}

/** A command as data, plus what it does. Defined with {@link defineCommand}. */
export interface Command<F extends Flags = Flags> {
  /** One word, or two where a group shares the first: `data fetch`. */
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  readonly args: readonly Argument[];
  readonly flags: F;
  readonly examples: readonly [Example, Example, ...Example[]];
  /** Imports the packages it needs itself, so that `--help` does not pay for them. */
  readonly run: (input: Input<Values<F>>, context: Context) => Promise<void>;
}

/** A command whose flags are not known by type: what the list of commands holds. */
export type AnyCommand = Omit<Command, 'run'> & {
  readonly run: (input: Input<never>, context: Context) => Promise<void>;
};

/** Checks a command's types and infers those of its flags' values. */
export const defineCommand = <const F extends Flags>(command: Command<F>): Command<F> => command;
