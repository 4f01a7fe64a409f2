import { blankPicture, type Picture } from '../../resample/picture.js';
import type { RowMixer } from './row-mixers.js';
import type { AxisTaps, Tap } from './weights.js';

/** First every row that is needed, to sums of 11 fractional bits; then the columns. */
export function resizeByTaps(
  picture: Picture,
  width: number,
  height: number,
  axisTaps: AxisTaps,
  mixRows: RowMixer,
): Picture {
  const output = blankPicture(width, height);
  const columns = axisTaps(picture.width, width, 'column');
  const rows = axisTaps(picture.height, height, 'row');
  const known = new Map<number, Int32Array>();
  const rowSums = (y: number): Int32Array => {
    const row = clamp(y, picture.height);
    const sums = known.get(row) ?? sumsOfRow(picture, row, columns);
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

function sumsOfRow({ width, data }: Picture, row: number, columns: readonly Tap[]): Int32Array {
  const sums = new Int32Array(3 * columns.length);
  columns.forEach(({ first, weights }, x) => {
    weights.forEach((weight, tap) => {
      const from = 3 * (row * width + clamp(first + tap, width));
      sums[3 * x] += weight * data[from];
      sums[3 * x + 1] += weight * data[from + 1];
      sums[3 * x + 2] += weight * data[from + 2];
    });
  });
  return sums;
}

const clamp = (position: number, length: number): number =>
  Math.min(Math.max(position, 0), length - 1);
