import { type Column, formatTable } from '../../format/table.js';
import type { Setting } from '../contender/job.js';
import { milliseconds } from '../report/comparison-table.js';
import type { Axis } from './axes.js';

/** The time of one point of an axis. */
export interface ScaleResult extends Setting {
  readonly axis: Axis;
  readonly name: string;
  /** Of a picture. */
  readonly multiplyAdds: number;
  /** Milliseconds a picture. */
  readonly minMs: number;
  readonly medianMs: number;
  /** Median milliseconds for a million multiply-adds: the same everywhere if time were linear. */
  readonly msPerMillion: number;
}

/** A row for each point; time beside work, so that a departure from linear is seen. */
export function scaleTable(results: readonly ScaleResult[]): string {
  const right = (title: string): Column => ({ title, align: 'right' });
  const columns = [
    { title: 'axis' },
    { title: 'contender' },
    { title: 'variant' },
    ...['input', 'batch', 'threads', 'M multiply-adds', 'min ms', 'median ms', 'us per M'].map(
      right,
    ),
  ];
  const rows = results.map((result) => [
    result.axis,
    result.name,
    result.variant.replace('mobilenext-', ''),
    result.input,
    result.batch,
    result.threads,
    (result.multiplyAdds / 1e6).toFixed(1),
    milliseconds(result.minMs),
    milliseconds(result.medianMs),
    (1000 * result.msPerMillion).toFixed(1),
  ]);
  return formatTable(columns, rows);
}
