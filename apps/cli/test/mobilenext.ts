import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const BIN = join(__dirname, '..', 'bin', 'mobilenext.mjs');

/** How a call of the built command ended. */
export interface Ending {
  /** null if a signal killed it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command; `ended` resolves when it is over. */
export function start(
  words: readonly string[],
  options: {
    readonly stdin?: Uint8Array;
    readonly cwd?: string;
    /** Beside the environment of the tests. */
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ending> } {
  const child = spawn(process.execPath, [BIN, ...words], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
  });
  const parts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (parts.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (parts.stderr += String(chunk)));
  child.stdin.end(options.stdin);
  const ended = new Promise<Ending>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...parts }));
  });
  return { child, ended };
}

/** Runs the built command to its end. */
export const mobilenext = (
  words: readonly string[],
  options?: Parameters<typeof start>[1],
): Promise<Ending> => start(words, options).ended;

/** Runs with `--json` and reads the document. */
export async function mobilenextJson<T>(
  words: readonly string[],
  options?: Parameters<typeof start>[1],
): Promise<T> {
  const { stdout, stderr } = await mobilenext([...words, '--json'], options);
  if (stdout === '') throw new Error(`no document; stderr: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** Resolves when the command has written what matches to stderr. */
export function saw(child: ChildProcess, pattern: RegExp): Promise<void> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      text += String(chunk);
      if (pattern.test(text)) resolve();
    });
    child.on('close', () => reject(new Error(`ended without ${String(pattern)}: ${text}`)));
  });
}
