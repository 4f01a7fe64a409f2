import { join } from 'node:path';
import { multiplyAdds } from '@mobilenext/core';
import { type VariantName, variantNetwork } from '@mobilenext/mobilenext';
import { type Context, say, writeJson } from '../../frame/context.js';
import { badChoice, failed } from '../../frame/errors.js';
import { makeProgress } from '../../frame/progress.js';
import { parseVariant } from '../../network/parse-variant.js';
import { allowRelaxedSimd } from '../../network/use-backend.js';
import { interleave } from '../compare/interleave.js';
import { type Absent, failedIn, type Lane, withLineUp } from '../compare/line-up.js';
import { perPicture } from '../compare/statistics.js';
import { writeJob } from '../compare/write-job.js';
import { type Entry, findEntries } from '../contender/entries.js';
import type { Setting } from '../contender/job.js';
import { absentLines } from '../report/absent-lines.js';
import { currentLoad, describeMachine, machineLine } from '../report/machine.js';
import { withWorkFolder } from '../work-folder.js';
import { AXES, type Axis, settingsAlong } from './axes.js';
import type { ScaleFlags } from './flags.js';
import { type ScaleResult, scaleTable } from './scale-table.js';

/**
 * `bench scale`: how the time of a prediction grows beside its multiply-adds.
 *
 * @throws {CliError} `FAILED` if a contender failed.
 */
export async function runScale(flags: ScaleFlags, context: Context): Promise<void> {
  const variant = parseVariant(flags.variant);
  const axes = axesOf(flags.axis);
  const found = findEntries('infer', flags.only, flags);
  const entries = flags.only.length > 0 ? found : found.filter(({ isOurs }) => isOurs);
  allowRelaxedSimd();
  const machine = describeMachine(flags.instructionSet);
  const before = currentLoad();
  const results: ScaleResult[] = [];
  const absent: Absent[] = [];
  for (const axis of axes) {
    for (const entry of entries) {
      const part = await measureAxis(axis, entry, { variant, flags, context });
      results.push(...part.results);
      absent.push(...part.absent);
    }
  }
  const load = { before, after: currentLoad() };
  if (context.json) writeJson(context, { machine, load, results, absent });
  else context.stdout.write(`${scaleTable(results)}\n${machineLine(machine, load)}`);
  for (const line of absentLines(absent)) say(context, line);
  const broken = absent.filter(({ kind }) => kind === 'failed').length;
  if (broken > 0) throw failed(`${broken} measurements failed: see the lines above`);
}

function axesOf(names: readonly string[]): readonly Axis[] {
  const unknown = names.find((name) => !AXES.some((axis) => axis === name));
  if (unknown !== undefined) throw badChoice('--axis', unknown, AXES);
  return names.length === 0 ? AXES : AXES.filter((axis) => names.includes(axis));
}

interface AxisOptions {
  readonly variant: VariantName;
  readonly flags: ScaleFlags;
  readonly context: Context;
}

/** A process for each point of the axis, timed in interleaved rounds. */
function measureAxis(
  axis: Axis,
  entry: Entry,
  { variant, flags, context }: AxisOptions,
): Promise<{ readonly results: readonly ScaleResult[]; readonly absent: readonly Absent[] }> {
  const { signal } = context;
  const progress = makeProgress(context);
  return withWorkFolder(async (folder) => {
    const lanes = settingsAlong(axis, variant).map((setting, i): Lane => {
      const options = { ...flags, task: 'infer' as const, folder: join(folder, String(i)) };
      return { entry, setting, job: writeJob(setting, options) };
    });
    const timeoutMs = flags.timeout * 1000;
    return withLineUp(lanes, { timeoutMs, signal }, async (starters, absentAtStart) => {
      progress.show(0, `${axis} of ${entry.name}`);
      const timings = await interleave(
        starters.map(({ contender }) => contender),
        flags,
        (round) => progress.show(round / flags.rounds, `${axis} of ${entry.name}`),
      );
      progress.clear();
      signal.throwIfAborted();
      const absent = [...absentAtStart];
      const results: ScaleResult[] = [];
      timings.forEach((timing, i) => {
        const { setting } = starters[i];
        if ('error' in timing) absent.push(failedIn(starters[i], timing.error));
        else {
          const times = perPicture(timing.rounds, setting.batch);
          results.push(resultOf(axis, entry.name, setting, times));
        }
      });
      return { results, absent };
    });
  });
}

function resultOf(
  axis: Axis,
  name: string,
  setting: Setting,
  times: ReturnType<typeof perPicture>,
): ScaleResult {
  const size = { height: setting.input, width: setting.input };
  const { total } = multiplyAdds(variantNetwork(parseVariant(setting.variant)), size);
  const msPerMillion = (times.medianMs / total) * 1e6;
  return { axis, name, ...setting, multiplyAdds: total, ...times, msPerMillion };
}
