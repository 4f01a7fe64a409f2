import { EventEmitter } from 'node:events';
import { version } from '../package.json';
import { EPILOGUE, families, groups } from '../src/commands/index.js';
import { runCli } from '../src/frame/run-cli.js';
import type { Ending } from './mobilenext.js';

/**
 * Runs the command from its sources in the process of the tests, a second faster than the built
 * one: for what it answers, where nothing hangs on its being a process of its own. Each command
 * also has a test of the built one.
 */
export async function mobilenext(
  words: readonly string[],
  { env = {} }: { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ending> {
  const text = { stdout: '', stderr: '' };
  const exitCode = await runCli(
    words,
    {
      stdout: { write: (part) => (text.stdout += part) },
      stderr: { write: (part) => (text.stderr += part) },
      stdin: (async function* () {})(),
      env: { ...process.env, ...env },
      signals: Object.assign(new EventEmitter(), { exit: unexpected }),
    },
    { version, groups, families, epilogue: EPILOGUE },
  );
  return { exitCode, ...text };
}

/** Runs with `--json` and reads the document. */
export async function mobilenextJson<T>(
  words: readonly string[],
  options?: Parameters<typeof mobilenext>[1],
): Promise<T> {
  const { stdout, stderr } = await mobilenext([...words, '--json'], options);
  if (stdout === '') throw new Error(`no document; stderr: ${stderr}`);
  return JSON.parse(stdout) as T;
}

function unexpected(code: number): void {
  throw new Error(`the command wanted to end the process with ${code}`);
}
