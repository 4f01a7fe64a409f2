import type { ConverseOptions } from '../contender/converse.js';
import type { Setting, Task } from '../contender/job.js';
import { checkAgreement } from './agreement.js';
import { type Effort, interleave } from './interleave.js';
import { type Absent, failedIn, type Lane, type Starter, withLineUp } from './line-up.js';
import { perPicture, ratio, type Rounds } from './statistics.js';

/** A contender's time for a setting. */
export interface Result extends Setting {
  readonly name: string;
  readonly version: string;
  /** The shortest run, in milliseconds a picture. */
  readonly minMs: number;
  /** The middle run, in milliseconds a picture. */
  readonly medianMs: number;
  /** How far its logits or losses are from those of the first contender; 0 for itself. */
  readonly relativeError: number;
}

/** How many times faster `of`, which is ours, is than `to`. */
export interface Ratio extends Setting {
  readonly of: string;
  readonly to: string;
  readonly median: number;
}

/** What came of one setting. */
export interface Heat {
  readonly results: readonly Result[];
  readonly ratios: readonly Ratio[];
  readonly absent: readonly Absent[];
}

export interface HeatOptions extends Effort, ConverseOptions {
  readonly task: Task;
  /** Called as the work goes on, with the share that is done. */
  readonly onProgress?: (done: number) => void;
}

/**
 * Times contenders of one setting beside each other, after making sure that they compute the same.
 * Who fails is told among the absent and does not disturb the others.
 */
export async function runHeat(lanes: readonly Lane[], options: HeatOptions): Promise<Heat> {
  return withLineUp(lanes, options, async (starters, absentAtStart) => {
    const { equals, strangers } = await compareValues(starters, options.task);
    const timings = await interleave(
      equals.map(({ contender }) => contender),
      options,
      (round) => options.onProgress?.(round / options.rounds),
    );
    options.signal.throwIfAborted();
    const absent = [...absentAtStart, ...strangers];
    const finished: Finished[] = [];
    timings.forEach((timing, i) => {
      if ('error' in timing) absent.push(failedIn(equals[i], timing.error));
      else finished.push({ ...equals[i], rounds: timing.rounds });
    });
    return { results: finished.map(resultOf), ratios: ratiosOf(finished), absent };
  });
}

interface Equal extends Starter {
  readonly relativeError: number;
}

interface Finished extends Equal {
  readonly rounds: Rounds;
}

/** The first that answers is the reference: ours, whose own truth `parity` shows. */
async function compareValues(
  starters: readonly Starter[],
  task: Task,
): Promise<{ readonly equals: readonly Equal[]; readonly strangers: readonly Absent[] }> {
  const equals: Equal[] = [];
  const strangers: Absent[] = [];
  let reference: Parameters<typeof checkAgreement>[2] | undefined;
  for (const starter of starters) {
    try {
      const values = await starter.contender.check();
      reference ??= { name: starter.entry.name, values };
      equals.push({ ...starter, relativeError: checkAgreement(task, values, reference) });
    } catch (error) {
      strangers.push(failedIn(starter, error));
    }
  }
  return { equals, strangers };
}

const resultOf = ({ entry, setting, contender, rounds, relativeError }: Finished): Result => ({
  name: entry.name,
  version: contender.version,
  ...setting,
  threads: contender.threads,
  ...perPicture(rounds, setting.batch),
  relativeError,
});

/** Each of ours to everyone who stands behind it in the list. */
function ratiosOf(finished: readonly Finished[]): readonly Ratio[] {
  return finished.flatMap((of, i) =>
    of.entry.isOurs
      ? finished.slice(i + 1).map((to) => ({
          of: of.entry.name,
          to: to.entry.name,
          ...of.setting,
          median: ratio(of.rounds, to.rounds),
        }))
      : [],
  );
}
