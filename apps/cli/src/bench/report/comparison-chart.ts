import type { Ratio, Result } from '../compare/heat.js';
import type { Task } from '../contender/job.js';
import { type BarGroup, barChart } from './bar-chart.js';
import { milliseconds } from './comparison-table.js';

const TITLES: Readonly<Record<Task, string>> = {
  infer: 'Inference, milliseconds a picture',
  train: 'Training step, milliseconds a picture',
};

/** Median times as bars, a group for each setting. */
export function comparisonChart(
  task: Task,
  results: readonly Result[],
  ratios: readonly Ratio[],
): string {
  const ours = new Set(ratios.map(({ of }) => of));
  const groups = new Map<string, BarGroup['bars']>();
  for (const result of results) {
    const { name, variant, input, batch, threads, medianMs } = result;
    const title = `${variant} at ${input}x${input}, batch ${batch}, ${threads} thread${threads === 1 ? '' : 's'}`;
    const bar = {
      label: name,
      value: medianMs,
      note: `${milliseconds(medianMs)} ms`,
      isOurs: ours.has(name),
    };
    groups.set(title, [...(groups.get(title) ?? []), bar]);
  }
  return barChart(
    TITLES[task],
    [...groups].map(([title, bars]) => ({ title, bars })),
  );
}
