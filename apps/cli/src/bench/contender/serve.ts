import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type Context, writeJsonLine } from '../../frame/context.js';
import { reasonOf } from '../../frame/errors.js';
import type { Absence, Introduction } from './answer.js';

/** What a contender of ours can do; the protocol around it is {@link serve}'s. */
export interface Subject extends Introduction {
  /** Logits of the job's pictures, or losses of the first steps. */
  check(): Promise<readonly number[]>;
  /** One prediction or step, to the end of its last computation. */
  run(): Promise<void>;
}

/** Speaks the protocol of {@link startContender} until its input ends. */
export async function serve(
  subject: Subject | Absence,
  { stdin, stdout }: Pick<Context, 'stdin' | 'stdout'>,
): Promise<void> {
  if ('kind' in subject) {
    writeJsonLine({ stdout }, { [subject.kind]: subject.reason });
    return;
  }
  const { version, threads } = subject;
  writeJsonLine({ stdout }, { ready: true, version, threads });
  for await (const line of createInterface({ input: Readable.from(stdin) })) {
    writeJsonLine({ stdout }, await answerOrError(JSON.parse(line) as Request, subject));
  }
}

interface Request {
  readonly check?: true;
  readonly run?: number;
}

/** What goes wrong is an answer, too: threads of the subject may keep the process from ending. */
const answerOrError = (request: Request, subject: Subject): Promise<object> =>
  answerTo(request, subject).catch((error: unknown) => ({ error: reasonOf(error) }));

async function answerTo({ check, run = 0 }: Request, subject: Subject): Promise<object> {
  if (check) return { values: await subject.check() };
  const ms: number[] = [];
  for (let i = 0; i < run; i++) {
    const started = performance.now();
    await subject.run();
    ms.push(performance.now() - started);
  }
  return { ms };
}
