import { blankPicture, type Picture } from '../../resample/picture.js';
import type { RowMixer, Sums } from './row-mixers.js';
import type { AxisTaps, Tap } from './weights.js';

/** First every row that is needed, to sums of the kind that `newSums` makes; then the columns. */
export function resizeByTaps(
  picture: Picture,
  width: number,
  height: number,
  axisTaps: AxisTaps,
  mixRows: RowMixer,
  newSums: (length: number) => Sums = (length) => new Int32Array(length),
): Picture {
  const output = blankPicture(width, height);
  const columns = axisTaps(picture.width, width, 'column');
  const rows = axisTaps(picture.height, height, 'row');
  const known = new Map<number, Sums>();
  const rowSums = (y: number): Sums => {
    const row = clamp(y, picture.height);
    const sums = known.get(row) ?? addRow(newSums(3 * width), picture, row, columns);
    known.set(row, sums);
    return sums;
  };
  rows.forEach(({ first, weights }, y) => {
    for (const row of known.keys()) if (row < first) known.delete(row);
    const around = weights.map((_, tap) => rowSums(first + tap));
    const row = new Uint8ClampedArray(output.data.buffer, y * 3 * width, 3 * width);
    mixRows(around, weights, row);
  });
  return output;
}

function addRow(sums: Sums, { width, data }: Picture, row: number, columns: readonly Tap[]): Sums {
  columns.forEach(({ first, weights }, x) => {
    for (let tap = weights.length - 1; tap >= 0; tap--) {
      const weight = weights[tap];
      const from = 3 * (row * width + clamp(first + tap, width));
      sums[3 * x] += weight * data[from];
      sums[3 * x + 1] += weight * data[from + 1];
      sums[3 * x + 2] += weight * data[from + 2];
    }
  });
  return sums;
}

const clamp = (position: number, length: number): number =>
  Math.min(Math.max(position, 0), length - 1);
