import { type Command as Commander, Option, program as root } from 'commander';
import type { AnyCommand, Argument, Flag, Input } from './command.js';
import { parseFlagValue } from './flag-value.js';

/** A call that was understood: a command with its typed input. */
export interface Call {
  readonly command: AnyCommand;
  readonly input: Input<Readonly<Record<string, unknown>>>;
  readonly json: boolean;
  readonly verbose: boolean;
}

export interface ProgramOptions {
  readonly version: string;
  /** Commands in the order of the help, under their headings. */
  readonly groups: readonly { readonly title: string; readonly commands: readonly AnyCommand[] }[];
  /** What the first word of two-word commands is about, by that word. */
  readonly families: Readonly<Record<string, string>>;
  /** Ends the help of the whole program. */
  readonly epilogue: string;
  readonly onCall: (call: Call) => Promise<void>;
  readonly writeOut: (text: string) => void;
}

/**
 * Commander's program for a list of commands. It never ends the process: wrong calls and finished
 * help are thrown as `CommanderError`.
 */
export function buildProgram(options: ProgramOptions): Commander {
  const program = root
    .createCommand('mobilenext')
    .description('MobileNeXt (sandglass blocks): describe, train, evaluate, convert, predict.')
    .version(options.version, '--version', 'show the version')
    .helpOption('--help', 'show this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: options.writeOut, writeErr: () => undefined })
    .configureHelp({ showGlobalOptions: false })
    .addHelpText('after', `\n${options.epilogue}`);
  for (const { title, commands } of options.groups) {
    for (const command of commands) addCommand(program, command, title, options);
  }
  return program;
}

function addCommand(
  program: Commander,
  command: AnyCommand,
  title: string,
  { families, onCall }: Pick<ProgramOptions, 'families' | 'onCall'>,
): void {
  const [first, second] = command.name.split(' ');
  const parent = second === undefined ? program : familyOf(program, first, title, families);
  const made = parent
    .command(second ?? first)
    .summary(command.summary)
    .description(command.summary)
    .helpOption('--help', 'show this help')
    .addHelpText('after', examplesOf(command));
  if (parent === program) made.helpGroup(`${title}:`);
  for (const argument of command.args) made.argument(wordOf(argument), argument.help);
  for (const [name, flag] of Object.entries(command.flags)) made.addOption(optionOf(name, flag));
  made
    .option('--json', 'one machine-readable document on stdout')
    .option('--verbose', 'show the stack of errors')
    .action(() => {
      const { json = false, verbose = false, ...flags } = made.opts<Record<string, unknown>>();
      return onCall({
        command,
        input: {
          args: made.args,
          flags: withBooleans(command, flags),
          typed: new Set(
            Object.keys(flags).filter((name) => made.getOptionValueSource(name) === 'cli'),
          ),
        },
        json: json === true,
        verbose: verbose === true,
      });
    });
}

/** The command that holds `data fetch`, `data preview`, ... */
function familyOf(
  program: Commander,
  name: string,
  title: string,
  families: ProgramOptions['families'],
): Commander {
  const found = program.commands.find((command) => command.name() === name);
  if (found) return found;
  return program
    .command(name)
    .description(families[name])
    .helpGroup(`${title}:`)
    .helpOption('--help', 'show this help')
    .helpCommand(false);
}

/** A flag's camelCase name as it is typed. */
export const longOf = (name: string): string =>
  `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function optionOf(name: string, flag: Flag): Option {
  const long = longOf(name);
  const short = flag.short ? `-${flag.short}, ` : '';
  if (flag.type === 'boolean') return new Option(`${short}${long}`, flag.help);
  const several = flag.type === 'list' ? '...' : '';
  const choices = flag.type === 'string' && flag.choices ? ` (${flag.choices.join(', ')})` : '';
  const option = new Option(`${short}${long} <${flag.value}${several}>`, `${flag.help}${choices}`);
  if (flag.type === 'list') return option.default([], flag.defaultText ?? 'none');
  return option.default(flag.default).argParser((text: string) => parseFlagValue(long, flag, text));
}

function withBooleans(
  command: AnyCommand,
  flags: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const absent = Object.entries(command.flags)
    .filter(([name, { type }]) => type === 'boolean' && flags[name] === undefined)
    .map(([name]) => [name, false] as const);
  return { ...flags, ...Object.fromEntries(absent) };
}

function wordOf({ name, optional, variadic }: Argument): string {
  const word = variadic ? `${name}...` : name;
  return optional ? `[${word}]` : `<${word}>`;
}

const examplesOf = ({ examples }: AnyCommand): string =>
  ['', 'Examples:', ...examples.map(({ line, does }) => `  ${line}\n      ${does}`)].join('\n');
