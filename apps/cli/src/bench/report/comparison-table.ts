import { type Column, formatTable } from '../../format/table.js';
import type { Ratio, Result } from '../compare/heat.js';
import type { RatedResult } from '../compare/share-of-peak.js';

/** Milliseconds with three digits that count, and all before the point. */
export const milliseconds = (ms: number): string =>
  ms < 1000 ? ms.toPrecision(3) : Math.round(ms).toString();

/** A row for each time; beside each how many times slower it is than each of ours. */
export function comparisonTable(results: readonly RatedResult[], ratios: readonly Ratio[]): string {
  const ours = [...new Set(ratios.map(({ of }) => of))];
  const columns: Column[] = [
    { title: 'variant' },
    { title: 'input', align: 'right' },
    { title: 'batch', align: 'right' },
    { title: 'threads', align: 'right' },
    { title: 'contender' },
    { title: 'min ms', align: 'right' },
    { title: 'median ms', align: 'right' },
    { title: 'of peak', align: 'right' },
    ...ours.map((name): Column => ({ title: `${name} is faster`, align: 'right' })),
  ];
  const rows = results.map((result) => [
    result.variant.replace('mobilenext-', ''),
    result.input,
    result.batch,
    result.threads,
    result.name,
    milliseconds(result.minMs),
    milliseconds(result.medianMs),
    `${Math.round(result.shareOfPeak * 100)} %`,
    ...ours.map((name) => ratioText(name, result, ratios)),
  ]);
  return formatTable(columns, rows);
}

function ratioText(ours: string, result: Result, ratios: readonly Ratio[]): string {
  const found = ratios.find(
    ({ of, to, variant, input, batch }) =>
      of === ours &&
      to === result.name &&
      variant === result.variant &&
      input === result.input &&
      batch === result.batch,
  );
  return found ? `${found.median.toFixed(2)} x` : '';
}
