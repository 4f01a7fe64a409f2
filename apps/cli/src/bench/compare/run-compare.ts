import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '@mobilenext/converter';
import { prepareOutputFile } from '../../files/output.js';
import { type Context, say, writeJson } from '../../frame/context.js';
import { failed, missing } from '../../frame/errors.js';
import { makeProgress } from '../../frame/progress.js';
import { allowRelaxedSimd } from '../../network/allow-relaxed-simd.js';
import { findEntries } from '../contender/entries.js';
import type { Setting, Task } from '../contender/job.js';
import { absentLines } from '../report/absent-lines.js';
import { comparisonChart } from '../report/comparison-chart.js';
import { comparisonTable } from '../report/comparison-table.js';
import { currentLoad, describeMachine, machineLine, peakLine } from '../report/machine.js';
import { withWorkFolder } from '../work-folder.js';
import type { CompareFlags } from './flags.js';
import { type Heat, runHeat } from './heat.js';
import { measurePeak } from '../kernels/measure-peak.js';
import { settingsOf } from './settings.js';
import { shareOfPeak } from './share-of-peak.js';
import { writeJob } from './write-job.js';

/**
 * `bench infer` and `bench train`: ours beside the peers that are installed.
 *
 * @throws {CliError} `MISSING` if no contender could be timed because none is installed, `FAILED`
 * if one failed.
 */
export async function runCompare(task: Task, flags: CompareFlags, context: Context): Promise<void> {
  const settings = settingsOf(task, flags);
  const entries = findEntries(task, flags.only, flags);
  if (flags.svg !== undefined) prepareOutputFile(flags.svg, flags);
  if (!existsSync(join(flags.drivers, 'peers.json'))) {
    say(context, `no peers: ${flags.drivers} has no peers.json; the repository's tools/peers has`);
  }
  allowRelaxedSimd();
  const machine = describeMachine(flags.instructionSet);
  const before = currentLoad();
  const peakGflops = await measurePeak(flags.instructionSet);
  const heats = await runHeats(settings, { task, entries, flags, context });
  const load = { before, after: currentLoad() };
  const results = heats
    .flatMap((heat) => heat.results)
    .map((result) => ({ ...result, shareOfPeak: shareOfPeak(task, result, peakGflops) }));
  const ratios = heats.flatMap((heat) => heat.ratios);
  const absent = heats.flatMap((heat) => heat.absent);

  if (context.json) {
    writeJson(context, { machine, load, peakGflops, results, ratios, absent });
  } else if (results.length > 0) {
    context.stdout.write(comparisonTable(results, ratios));
    context.stdout.write(`\n${peakLine(peakGflops)}`);
    context.stdout.write(machineLine(machine, load));
  }
  if (flags.svg !== undefined && results.length > 0) {
    const svg = comparisonChart(task, results, ratios);
    await writeFileAtomic(flags.svg, new TextEncoder().encode(svg));
  }
  for (const line of absentLines(absent)) say(context, line);
  judge(heats, flags.only);
}

interface HeatsOptions {
  readonly task: Task;
  readonly entries: ReturnType<typeof findEntries>;
  readonly flags: CompareFlags;
  readonly context: Context;
}

async function runHeats(
  settings: readonly Setting[],
  { task, entries, flags, context }: HeatsOptions,
): Promise<readonly Heat[]> {
  const progress = makeProgress(context);
  const heats: Heat[] = [];
  try {
    for (const [i, setting] of settings.entries()) {
      const show = (done: number): void =>
        progress.show((i + done) / settings.length, `${setting.variant}, batch ${setting.batch}`);
      show(0);
      const heat = await withWorkFolder((folder) => {
        const job = writeJob(setting, { ...flags, task, folder });
        const lanes = entries.map((entry) => ({ entry, setting, job }));
        const timeoutMs = flags.timeout * 1000;
        const options = { ...flags, task, timeoutMs, signal: context.signal, onProgress: show };
        return runHeat(lanes, options);
      });
      heats.push(heat);
    }
    return heats;
  } finally {
    progress.clear();
  }
}

/** A peer that is not installed is no failure, unless it was asked for by name. */
function judge(heats: readonly Heat[], only: readonly string[]): void {
  const absent = heats.flatMap((heat) => heat.absent);
  const names = (kind: string): string[] => [
    ...new Set(absent.filter((each) => each.kind === kind).map(({ name }) => name)),
  ];
  const broken = names('failed');
  if (broken.length > 0) throw failed(`${broken.join(', ')} failed: see the line above`);
  const wanted = names('missing').filter((name) => only.includes(name));
  if (wanted.length > 0) throw missing(`${wanted.join(', ')} is not installed: see the line above`);
  if (heats.every(({ results }) => results.length === 0)) {
    throw failed('nobody could be timed: see the lines above');
  }
}
