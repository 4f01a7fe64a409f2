import { CommanderError } from 'commander';
import type { AnyCommand, Input } from './command.js';
import { type Context, mayMove, say, type Writer } from './context.js';
import { DONE, WRONG_CALL } from './exit-codes.js';
import { describeFailure } from './failure.js';
import { ERASE_LINE } from './progress.js';
import { buildProgram, type Call, longOf, type ProgramOptions } from './program.js';
import { type SignalSource, watchSignals } from './signals.js';

/** The process around the program, so that tests can bring their own. */
export interface Surroundings {
  readonly stdout: Writer;
  readonly stderr: Writer & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stdin: Context['stdin'];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signals: SignalSource;
}

export type CliOptions = Pick<ProgramOptions, 'version' | 'groups' | 'families' | 'epilogue'>;

/** A step in work is not interrupted: a signal is heard, and this is said, after it. */
const STOPPING =
  'stops after the step in work and saves a run that is training; press again to stop without saving';

/** Runs what was typed and gives the exit code; writes, but never ends the process by itself. */
export async function runCli(
  words: readonly string[],
  around: Surroundings,
  options: CliOptions,
): Promise<number> {
  const asked = { command: '', verbose: words.includes('--verbose') };
  const watch = watchSignals(around.signals, (signal) => {
    // A bar may stand there, and cannot be cleared by whoever drew it in the middle of a step.
    if (mayMove(around.stderr, around.env)) around.stderr.write(ERASE_LINE);
    say(around, `mobilenext: ${signal}, ${STOPPING}`);
  });
  const program = buildProgram({
    ...options,
    writeOut: (text) => around.stdout.write(text),
    onCall: async (call) => {
      asked.command = call.command.name;
      const input = call.input as Input<never>;
      await call.command.run(input, contextOf(call, around, watch.signal));
    },
  });
  try {
    await program.parseAsync(wordsMeant(words, options), { from: 'user' });
    return watch.exitCode() ?? DONE;
  } catch (error) {
    const signalled = watch.exitCode();
    if (signalled !== undefined && isAbort(error, watch.signal)) return signalled;
    if (error instanceof CommanderError) return wrongCall(error, words, around, options);
    if (asked.command === '') asked.command = commandTyped(words, options);
    const failure = describeFailure(error, asked);
    around.stderr.write(failure.text);
    return signalled ?? failure.exitCode;
  } finally {
    watch.stop();
  }
}

function contextOf(call: Call, around: Surroundings, signal: AbortSignal): Context {
  const { stdout, stderr, stdin, env } = around;
  return {
    stdout,
    stderr,
    stdin,
    env,
    isTerminal: mayMove(stderr, env),
    columns: stderr.columns ?? 80,
    signal,
    json: call.json,
    verbose: call.verbose,
  };
}

/** Commander throws for help that was shown, too. */
function wrongCall(
  error: CommanderError,
  words: readonly string[],
  around: Surroundings,
  options: CliOptions,
): number {
  if (error.exitCode === 0) return DONE;
  const what = error.message
    .replace(/^error: /, '')
    .replace(/\.$/, '')
    .replace(/\n\(Did you mean (.*)\?\)/, '; did you mean $1?');
  const command = commandTyped(words, options);
  const taken = error.code === 'commander.missingArgument' ? listHint(command, words, options) : '';
  const who = ['mobilenext', command].filter(Boolean).join(' ');
  say(around, `${who}: ${what}${taken}; see \`${who} --help\``);
  return WRONG_CALL;
}

/** A flag that takes all that follow may have taken the arguments. */
function listHint(name: string, words: readonly string[], { groups }: CliOptions): string {
  const command = groups.flatMap(({ commands }) => commands).find((each) => each.name === name);
  const lists = Object.entries(command?.flags ?? {}).filter(([, { type }]) => type === 'list');
  const typed = lists.map(([flag]) => longOf(flag)).find((flag) => words.includes(flag));
  return typed === undefined
    ? ''
    : `; ${typed} takes all words that follow: put it after the arguments`;
}

/** The command that the first words name, or ''. */
function commandTyped(words: readonly string[], { groups }: CliOptions): string {
  const names = groups.flatMap(({ commands }) => commands.map(({ name }: AnyCommand) => name));
  const typed = [words.slice(0, 2).join(' '), words[0] ?? ''];
  return typed.find((name) => names.includes(name)) ?? '';
}

/** `help train` is `train --help`, and so is the lack of a command answered. */
function wordsMeant(words: readonly string[], options: CliOptions): readonly string[] {
  const [first, ...asked] = words;
  if (first !== 'help') return isUnfinished(words, options) ? [...words, '--help'] : words;
  // The help of an unknown command would be that of the whole program.
  const isKnown = isUnfinished(asked, options) || commandTyped(asked, options) !== '';
  return isKnown ? [...asked, '--help'] : asked;
}

/** Nothing, or the first word of two: answered with the help of what could follow. */
const isUnfinished = (words: readonly string[], { families }: CliOptions): boolean =>
  words.length === 0 || (words.length === 1 && Object.hasOwn(families, words[0]));

/** What waits for the signal throws its reason, or an AbortError of Node's own. */
const isAbort = (error: unknown, { reason }: AbortSignal): boolean =>
  error === reason ||
  (error !== null && typeof error === 'object' && 'name' in error && error.name === 'AbortError');
