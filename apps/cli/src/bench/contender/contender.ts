import { CliError, failed } from '../../frame/errors.js';
import {
  type Absence,
  type Answer,
  type Introduction,
  readIntroduction,
  readNumbers,
} from './answer.js';
import { type Conversation, converse, type ConverseOptions } from './converse.js';

/** A program of its own that computes a job, ready and waiting. */
export interface Contender extends Introduction {
  /** What it computes of the job's pictures: logits, or the losses of the first steps. */
  check(): Promise<readonly number[]>;
  /** Runs `count` times and gives the milliseconds of each. */
  run(count: number): Promise<readonly number[]>;
  /** Lets the process end, and sees to it that it does. */
  stop(): void;
}

/**
 * Starts a contender and waits until it is ready. The protocol, a JSON object a line:
 *
 *     -> {"ready": true, "version", "threads"}   or {"missing": "..."} or {"unable": "..."}
 *     <- {"check": true}    -> {"values": [..]}
 *     <- {"run": 5}         -> {"ms": [..]}, five of them
 *
 * Instead of any answer {"error": "..."}; the end of its input ends it.
 *
 * @throws {CliError} `FAILED` if it dies, hangs or answers otherwise; so do `check` and `run`.
 */
export async function startContender(
  command: readonly string[],
  options: ConverseOptions,
): Promise<Contender | Absence> {
  const conversation = converse(command, options);
  try {
    const introduction = readIntroduction(await conversation.answer());
    if (introduction === undefined) throw failed('its first answer is not of the protocol');
    if ('kind' in introduction) {
      conversation.end();
      return introduction;
    }
    return { ...introduction, ...requests(conversation) };
  } catch (error) {
    conversation.end();
    if (error instanceof CliError && error.code === 'MISSING') {
      return { kind: 'missing', reason: error.message };
    }
    throw error;
  }
}

function requests(conversation: Conversation): Pick<Contender, 'check' | 'run' | 'stop'> {
  const ask = async (
    request: Answer,
    field: string,
    count?: number,
  ): Promise<readonly number[]> => {
    const answer = await conversation.ask(request);
    const numbers = readNumbers(answer[field], count);
    if (numbers === undefined) {
      throw failed(`it answers ${JSON.stringify(request)} with no '${field}' of finite numbers`);
    }
    return numbers;
  };
  return {
    check: () => ask({ check: true }, 'values'),
    run: (count) => ask({ run: count }, 'ms', count),
    stop: () => conversation.end(),
  };
}
