import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { interleave, type Effort } from '../compare/interleave.js';
import { type Absent, failedIn, type Lane, type Starter, withLineUp } from '../compare/line-up.js';
import { median, ratio, type Rounds } from '../compare/statistics.js';
import type { ConverseOptions } from '../contender/converse.js';
import type { Entry } from '../contender/entries.js';
import type { DataJob } from '../contender/job.js';
import { withWorkFolder } from '../work-folder.js';

/** What distinguishes one measurement from the next. */
export type DataSetting = Pick<DataJob, 'transform' | 'workers'>;

/** A contender's speed. */
export interface DataResult extends DataSetting {
  readonly name: string;
  readonly version: string;
  /** Of the middle epoch, and of the shortest. */
  readonly picturesPerSec: number;
  readonly bestPicturesPerSec: number;
  /** Whether its pixels are ours; null where chance makes them differ. */
  readonly samePixels: boolean | null;
  /** How many times faster ours is, of the same setting: the median over rounds. */
  readonly oursIsFaster: number | null;
}

export interface MeasureDataOptions extends Effort, ConverseOptions {
  readonly job: Omit<DataJob, 'transform' | 'workers' | 'task'>;
  /** In the folder of the job. */
  readonly pictures: number;
  readonly onProgress: (done: number) => void;
}

/** Times loaders of one setting beside each other in interleaved rounds of epochs. */
export function measureData(
  entries: readonly Entry[],
  setting: DataSetting,
  options: MeasureDataOptions,
): Promise<{ readonly results: readonly DataResult[]; readonly absent: readonly Absent[] }> {
  return withWorkFolder(async (folder) => {
    const lanes = entries.map((entry) => laneOf(entry, setting, folder, options));
    return withLineUp(lanes, options, async (starters, absentAtStart) => {
      const { able, unable } = await checked(starters);
      const timings = await interleave(
        able.map(({ contender }) => contender),
        options,
        (round) => options.onProgress(round / options.rounds),
      );
      options.signal.throwIfAborted();
      const absent = [...absentAtStart, ...unable];
      const finished: Finished[] = [];
      timings.forEach((timing, i) => {
        if ('error' in timing) absent.push(failedIn(able[i], timing.error));
        else finished.push({ ...able[i], rounds: timing.rounds });
      });
      const ours = finished.find(({ entry }) => entry.isOurs);
      const results = finished.map((each) => resultOf(each, ours, setting, options.pictures));
      return { results, absent };
    });
  });
}

/** The line-up's settings have a network's name where this has the transform's. */
function laneOf(
  entry: Entry,
  { transform, workers }: DataSetting,
  folder: string,
  { job }: MeasureDataOptions,
): Lane {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'job.json');
  const whole: DataJob = { ...job, task: 'data', transform, workers };
  writeFileSync(path, JSON.stringify(whole));
  const { size: input, batch } = job;
  return { entry, setting: { variant: transform, input, batch, threads: workers }, job: path };
}

interface Checked extends Starter {
  /** Sums of the bytes of each picture, or the number of pictures where chance changes them. */
  readonly values: readonly number[];
}

interface Finished extends Checked {
  readonly rounds: Rounds;
}

async function checked(
  starters: readonly Starter[],
): Promise<{ readonly able: readonly Checked[]; readonly unable: readonly Absent[] }> {
  const able: Checked[] = [];
  const unable: Absent[] = [];
  for (const starter of starters) {
    try {
      able.push({ ...starter, values: await starter.contender.check() });
    } catch (error) {
      unable.push(failedIn(starter, error));
    }
  }
  return { able, unable };
}

function resultOf(
  { entry, contender, rounds, values }: Finished,
  ours: Finished | undefined,
  setting: DataSetting,
  pictures: number,
): DataResult {
  const perSec = (ms: number): number => (1000 * pictures) / ms;
  const isCompared = ours !== undefined && !entry.isOurs;
  return {
    name: entry.name,
    version: contender.version,
    ...setting,
    picturesPerSec: perSec(median(rounds.flat())),
    bestPicturesPerSec: perSec(Math.min(...rounds.flat())),
    samePixels:
      isCompared && setting.transform === 'evaluation'
        ? isDeepStrictEqual(values, ours.values)
        : null,
    oursIsFaster: isCompared ? ratio(ours.rounds, rounds) : null,
  };
}
