import type { Evaluation } from '@mobilenext/trainer';
import { grouped, percent } from '../format/numbers.js';
import { formatTable } from '../format/table.js';

/** An evaluation as a page for a reader. */
export function evaluationText(
  evaluation: Evaluation,
  { perClass }: { readonly perClass: boolean },
): string {
  const { samples, top1, top5, loss, interval95, real } = evaluation;
  // Among five classes the first five always hold the right one.
  const hasTop5 = evaluation.perClass.length > 5;
  const [low, high] = interval95.map(percent);
  const lines = [
    ['pictures', grouped(samples)],
    ['top-1', `${percent(top1)}  (95 %: ${low} to ${high})`],
    ...(hasTop5 ? [['top-5', percent(top5)]] : []),
    ['loss', loss.toFixed(5)],
    ...(real ? [['ReaL top-1', `${percent(real.top1)}  (${grouped(real.samples)} pictures)`]] : []),
  ].map(([name, value]) => `${name.padEnd(real ? 12 : 10)}${value}\n`);
  return perClass ? [...lines, '\n', classTable(evaluation)].join('') : lines.join('');
}

function classTable({ perClass }: Evaluation): string {
  return formatTable(
    [{ title: 'class' }, { title: 'pictures', align: 'right' }, { title: 'top-1', align: 'right' }],
    perClass.map(({ name, samples, top1 }) => [name, samples, top1 === null ? '' : percent(top1)]),
  );
}
