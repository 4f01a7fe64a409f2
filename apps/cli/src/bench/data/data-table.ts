import { type Column, formatTable } from '../../format/table.js';
import type { DataResult } from './measure-data.js';

const RIGHT = ['workers', 'pictures/s', 'best', 'ours is faster'];

/** A row for each contender of each setting. */
export function dataTable(results: readonly DataResult[]): string {
  const columns = [
    { title: 'transform' },
    { title: 'contender' },
    ...RIGHT.map((title): Column => ({ title, align: 'right' })),
    { title: 'pixels' },
  ];
  const rows = results.map((result) => [
    result.transform,
    result.name,
    result.workers,
    result.picturesPerSec.toFixed(0),
    result.bestPicturesPerSec.toFixed(0),
    result.oursIsFaster === null ? '' : `${result.oursIsFaster.toFixed(2)} x`,
    result.samePixels === null ? '' : result.samePixels ? 'the same' : 'others',
  ]);
  return formatTable(columns, rows);
}
