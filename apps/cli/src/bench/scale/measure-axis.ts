import { join } from 'node:path';
import { multiplyAdds } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import type { InstructionSet } from '@mobilenext/kernels';
import { parseVariant } from '../../network/parse-variant.js';
import { type Effort, interleave } from '../compare/interleave.js';
import { type Absent, failedIn, type Lane, type Starter, withLineUp } from '../compare/line-up.js';
import { shareOfPeak } from '../compare/share-of-peak.js';
import { perPicture, type Rounds } from '../compare/statistics.js';
import { writeJob } from '../compare/write-job.js';
import type { ConverseOptions } from '../contender/converse.js';
import type { Entry } from '../contender/entries.js';
import { withWorkFolder } from '../work-folder.js';
import type { Axis, Point } from './axes.js';
import type { ScaleResult } from './scale-table.js';
import { team } from './team.js';

export interface AxisOptions extends Effort, ConverseOptions {
  readonly axis: Axis;
  readonly instructionSet?: InstructionSet;
  readonly peers: string;
  /** Of one core. */
  readonly peakGflops: number;
  /** Called after each round with the share that is done. */
  readonly onProgress: (done: number) => void;
}

/** Times a contender at every point of an axis, each worker a process, in interleaved rounds. */
export function measureAxis(
  entry: Entry,
  points: readonly Point[],
  options: AxisOptions,
): Promise<{ readonly results: readonly ScaleResult[]; readonly absent: readonly Absent[] }> {
  return withWorkFolder(async (folder) => {
    const lanes = points.map((point, i) => lanesOf(entry, point, join(folder, String(i)), options));
    return withLineUp(lanes.flat(), options, async (starters, absentAtStart) => {
      const posts = postsOf(points, lanes, starters);
      const timings = await interleave(
        posts.map((post) => team(post.starters.map(({ contender }) => contender))),
        options,
        (round) => options.onProgress(round / options.rounds),
      );
      options.signal.throwIfAborted();
      const absent = [...absentAtStart];
      const results: ScaleResult[] = [];
      timings.forEach((timing, i) => {
        const { point, starters } = posts[i];
        if ('error' in timing) absent.push(failedIn(starters[0], timing.error));
        else results.push({ ...resultOf(point, timing.rounds, options), name: entry.name });
      });
      return { results, absent };
    });
  });
}

/** A lane for each worker; all have the same job. */
function lanesOf(
  entry: Entry,
  { workers, ...setting }: Point,
  folder: string,
  options: AxisOptions,
): readonly Lane[] {
  const job = writeJob(setting, { ...options, task: 'infer', folder });
  return Array.from({ length: workers }, () => ({ entry, setting, job }));
}

/** A point with its workers. */
interface Post {
  readonly point: Point;
  readonly starters: readonly Starter[];
}

/** The points that all workers are ready for. */
function postsOf(
  points: readonly Point[],
  lanes: readonly (readonly Lane[])[],
  starters: readonly Starter[],
): readonly Post[] {
  return points
    .map((point, i) => ({
      point,
      starters: starters.filter(({ job }) => job === lanes[i][0].job),
    }))
    .filter((post) => post.starters.length === post.point.workers);
}

function resultOf(
  point: Point,
  rounds: Rounds,
  { axis, peakGflops }: AxisOptions,
): Omit<ScaleResult, 'name'> {
  const size = { height: point.input, width: point.input };
  const { total } = multiplyAdds(variantNetwork(parseVariant(point.variant)), size);
  const times = perPicture(rounds, point.batch);
  const busy = { ...point, ...times, threads: point.threads * point.workers };
  return {
    axis,
    ...point,
    multiplyAdds: total,
    ...times,
    msPerMillion: (times.medianMs / total) * 1e6,
    shareOfPeak: shareOfPeak('infer', busy, peakGflops),
  };
}
