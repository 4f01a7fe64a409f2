import { reasonOf } from '../../frame/errors.js';
import type { Absence } from '../contender/answer.js';
import { type Contender, startContender } from '../contender/contender.js';
import type { ConverseOptions } from '../contender/converse.js';
import type { Entry } from '../contender/entries.js';
import type { Setting } from '../contender/job.js';

/** Who is to run what. */
export interface Lane {
  readonly entry: Entry;
  readonly setting: Setting;
  /** Path of the job's description. */
  readonly job: string;
}

/** A lane whose contender is ready. */
export interface Starter extends Lane {
  readonly contender: Contender;
}

/** A contender without a time, and why. */
export interface Absent extends Setting {
  readonly name: string;
  readonly kind: Absence['kind'] | 'failed';
  readonly reason: string;
}

/**
 * Starts contenders one after another, hands over those that are ready, and ends all of them
 * however that goes.
 *
 * @throws what `use` throws, and the signal's reason.
 */
export async function withLineUp<T>(
  lanes: readonly Lane[],
  options: ConverseOptions,
  use: (starters: readonly Starter[], absent: readonly Absent[]) => Promise<T>,
): Promise<T> {
  const starters: Starter[] = [];
  const absent: Absent[] = [];
  try {
    for (const lane of lanes) {
      const contender = await startContender([...lane.entry.command, lane.job], options).catch(
        (error: unknown): Absent => failedIn(lane, error),
      );
      options.signal.throwIfAborted();
      if ('run' in contender) starters.push({ ...lane, contender });
      else absent.push({ name: lane.entry.name, ...lane.setting, ...contender });
    }
    return await use(starters, absent);
  } finally {
    for (const { contender } of starters) contender.stop();
  }
}

/** A contender that failed on the way. */
export const failedIn = ({ entry, setting }: Lane, error: unknown): Absent => ({
  name: entry.name,
  ...setting,
  kind: 'failed',
  reason: error instanceof Error ? error.message : reasonOf(error),
});
