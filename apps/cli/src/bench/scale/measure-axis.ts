import { join } from 'node:path';
import { multiplyAdds } from '@mobilenext/core';
import { variantNetwork } from '@mobilenext/mobilenext';
import type { InstructionSet } from '@mobilenext/kernels';
import { parseVariant } from '../../network/parse-variant.js';
import { type Effort, interleave } from '../compare/interleave.js';
import { type Absent, failedIn, type Lane, withLineUp } from '../compare/line-up.js';
import { perPicture } from '../compare/statistics.js';
import { writeJob } from '../compare/write-job.js';
import type { ConverseOptions } from '../contender/converse.js';
import type { Entry } from '../contender/entries.js';
import type { Setting } from '../contender/job.js';
import { withWorkFolder } from '../work-folder.js';
import type { Axis } from './axes.js';
import type { ScaleResult } from './scale-table.js';

export interface AxisOptions extends Effort, ConverseOptions {
  readonly axis: Axis;
  readonly instructionSet?: InstructionSet;
  readonly peers: string;
  /** Called after each round with the share that is done. */
  readonly onProgress: (done: number) => void;
}

/** Times a contender at every point of an axis: a process each, in interleaved rounds. */
export function measureAxis(
  entry: Entry,
  settings: readonly Setting[],
  options: AxisOptions,
): Promise<{ readonly results: readonly ScaleResult[]; readonly absent: readonly Absent[] }> {
  return withWorkFolder(async (folder) => {
    const lanes = settings.map((setting, i): Lane => {
      const at = { ...options, task: 'infer' as const, folder: join(folder, String(i)) };
      return { entry, setting, job: writeJob(setting, at) };
    });
    return withLineUp(lanes, options, async (starters, absentAtStart) => {
      const timings = await interleave(
        starters.map(({ contender }) => contender),
        options,
        (round) => options.onProgress(round / options.rounds),
      );
      options.signal.throwIfAborted();
      const absent = [...absentAtStart];
      const results: ScaleResult[] = [];
      timings.forEach((timing, i) => {
        const { setting } = starters[i];
        if ('error' in timing) absent.push(failedIn(starters[i], timing.error));
        else {
          const times = perPicture(timing.rounds, setting.batch);
          results.push({ axis: options.axis, name: entry.name, ...resultOf(setting, times) });
        }
      });
      return { results, absent };
    });
  });
}

function resultOf(
  setting: Setting,
  times: ReturnType<typeof perPicture>,
): Omit<ScaleResult, 'axis' | 'name'> {
  const size = { height: setting.input, width: setting.input };
  const { total } = multiplyAdds(variantNetwork(parseVariant(setting.variant)), size);
  const msPerMillion = (times.medianMs / total) * 1e6;
  return { ...setting, multiplyAdds: total, ...times, msPerMillion };
}
