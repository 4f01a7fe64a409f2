import { type Context, say, writeJson } from '../../frame/context.js';
import { badChoice, failed } from '../../frame/errors.js';
import { makeProgress } from '../../frame/progress.js';
import { parseVariant } from '../../network/parse-variant.js';
import { allowRelaxedSimd } from '../../network/allow-relaxed-simd.js';
import type { Absent } from '../compare/line-up.js';
import { findEntries } from '../contender/entries.js';
import { measurePeak } from '../kernels/measure-peak.js';
import { absentLines } from '../report/absent-lines.js';
import { currentLoad, describeMachine, machineLine, peakLine } from '../report/machine.js';
import { AXES, type Axis, pointsAlong } from './axes.js';
import type { ScaleFlags } from './flags.js';
import { measureAxis } from './measure-axis.js';
import { type ScaleResult, scaleTable } from './scale-table.js';

/**
 * `bench scale`: how the time of a prediction grows beside its multiply-adds.
 *
 * @throws {CliError} `FAILED` if a contender failed.
 */
export async function runScale(flags: ScaleFlags, context: Context): Promise<void> {
  const variant = parseVariant(flags.variant);
  const axes = axesOf(flags.axis);
  const entries = findEntries('infer', flags.only.length > 0 ? flags.only : ['runtime'], flags);
  allowRelaxedSimd();
  const machine = describeMachine(flags.instructionSet);
  const before = currentLoad();
  const peakGflops = await measurePeak(flags.instructionSet);
  const results: ScaleResult[] = [];
  const absent: Absent[] = [];
  const progress = makeProgress(context);
  try {
    for (const axis of axes) {
      for (const entry of entries) {
        const show = (done: number): void => progress.show(done, `${axis} of ${entry.name}`);
        show(0);
        const part = await measureAxis(entry, pointsAlong(axis, variant), {
          ...flags,
          ...{ axis, peakGflops },
          timeoutMs: flags.timeout * 1000,
          signal: context.signal,
          onProgress: show,
        });
        results.push(...part.results);
        absent.push(...part.absent);
      }
    }
  } finally {
    progress.clear();
  }
  const load = { before, after: currentLoad() };
  if (context.json) writeJson(context, { machine, load, peakGflops, results, absent });
  else {
    context.stdout.write(`${scaleTable(results)}\n${peakLine(peakGflops)}`);
    context.stdout.write(machineLine(machine, load));
  }
  for (const line of absentLines(absent)) say(context, line);
  const broken = absent.filter(({ kind }) => kind === 'failed').length;
  if (broken > 0) throw failed(`${broken} measurements failed: see the lines above`);
}

function axesOf(names: readonly string[]): readonly Axis[] {
  const unknown = names.find((name) => !AXES.some((axis) => axis === name));
  if (unknown !== undefined) throw badChoice('--axis', unknown, AXES);
  return names.length === 0 ? AXES : AXES.filter((axis) => names.includes(axis));
}
