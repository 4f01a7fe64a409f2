import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { failed, missing, reasonOf } from '../../frame/errors.js';
import { type Answer, parseAnswer } from './answer.js';
import { makeInbox } from './inbox.js';

/** A process that answers line by line. */
export interface Conversation {
  /**
   * @throws {CliError} `MISSING` if it does not start, `FAILED` if it ends or does not answer in
   * time; the signal's reason.
   */
  answer(): Promise<Answer>;
  /** Asks, and waits for the answer. */
  ask(request: Answer): Promise<Answer>;
  /** Ends its input, and kills it if it stays. */
  end(): void;
}

export interface ConverseOptions {
  /** For each answer. */
  readonly timeoutMs: number;
  /** Ends the process. */
  readonly signal: AbortSignal;
}

/** Whose input has ended ends in this time what it started, such as a browser, or is killed. */
const FAREWELL_MS = 3000;
/** How much of what a process complained of is kept. */
const KEPT_CHARACTERS = 4000;

/** Starts a process and speaks with it in lines of JSON. */
export function converse(
  [program, ...words]: readonly string[],
  { timeoutMs, signal }: ConverseOptions,
): Conversation {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + String(chunk)).slice(-KEPT_CHARACTERS);
  });
  // It may be gone before it has read; that shows as its end.
  child.stdin.on('error', () => undefined);

  const inbox = makeInbox<Answer>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const answer = parseAnswer(line);
    if (answer) inbox.put(answer);
  });
  child.on('error', (error) => {
    inbox.close(missing(`${program} does not start (${reasonOf(error)})`, error));
  });
  child.on('close', (code, killedBy) => {
    inbox.close(failed(`it ended with ${killedBy ?? `code ${code}`}${lastLine(complaint)}`));
    signal.removeEventListener('abort', onAbort);
  });
  const onAbort = (): void => {
    inbox.close(signal.reason as Error);
    child.kill('SIGKILL');
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort);

  const answer = async (): Promise<Answer> => {
    const timer = setTimeout(() => {
      inbox.close(failed(`no answer in ${timeoutMs / 1000} s; --timeout gives it longer`));
      child.kill('SIGKILL');
    }, timeoutMs);
    try {
      const got = await inbox.take();
      if (typeof got.error === 'string') throw failed(got.error);
      return got;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    answer,
    ask: (request) => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    end: () => end(child),
  };
}

function end(child: ChildProcess): void {
  child.stdin?.end();
  setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS).unref();
}

/** What a program says last is mostly why it ended. */
function lastLine(complaint: string): string {
  const last = complaint.trim().split('\n').at(-1)?.trim();
  return last ? `: ${last}` : '';
}
