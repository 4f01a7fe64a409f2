import { type Column, formatTable } from '../../format/table.js';
import { milliseconds } from '../report/comparison-table.js';
import type { Axis, Point } from './axes.js';

/** The time of one point of an axis. */
export interface ScaleResult extends Point {
  readonly axis: Axis;
  readonly name: string;
  /** Of a picture. */
  readonly multiplyAdds: number;
  /** Milliseconds a picture, of all workers together. */
  readonly minMs: number;
  readonly medianMs: number;
  /** Median milliseconds for a million multiply-adds: the same everywhere if time were linear. */
  readonly msPerMillion: number;
  /** The least time, at the peak of all threads of all workers, by the shortest time. */
  readonly shareOfPeak: number;
}

const RIGHT = [
  'input',
  'batch',
  'threads',
  'workers',
  'M multiply-adds',
  'min ms',
  'median ms',
  'us per M',
  'of peak',
];

/** A row for each point; time beside work, so that a departure from linear is seen. */
export function scaleTable(results: readonly ScaleResult[]): string {
  const columns = [
    { title: 'axis' },
    { title: 'contender' },
    { title: 'variant' },
    ...RIGHT.map((title): Column => ({ title, align: 'right' })),
  ];
  const rows = results.map((result) => [
    result.axis,
    result.name,
    result.variant.replace('mobilenext-', ''),
    result.input,
    result.batch,
    result.threads,
    result.workers,
    (result.multiplyAdds / 1e6).toFixed(1),
    milliseconds(result.minMs),
    milliseconds(result.medianMs),
    (1000 * result.msPerMillion).toFixed(1),
    `${Math.round(result.shareOfPeak * 100)} %`,
  ]);
  return formatTable(columns, rows);
}
