// A packed matrix [rows, columns] is made of panels of eight columns, each [rows, 8]: a panel is
// read in one go whatever the row length. The last panel may be filled in part.
import { QUAD } from '../common/lanes';

/** Columns of a panel. */
const PANEL: usize = 8;

export function packedBytes(rows: usize, columns: usize): usize {
  return ((columns + PANEL - 1) / PANEL) * rows * PANEL * 4;
}

/** Packs matrix [rows, columns]. */
export function pack(matrix: usize, packed: usize, rows: usize, columns: usize): void {
  const rowBytes = columns * 4;
  const panelBytes = rows * PANEL * 4;
  for (let i: usize = 0; i < rows; i++, matrix += rowBytes, packed += PANEL * 4) {
    let to = packed;
    let k: usize = 0;
    for (; k + 2 * QUAD <= rowBytes; k += 2 * QUAD, to += panelBytes) {
      v128.store(to, v128.load(matrix + k));
      v128.store(to, v128.load(matrix + k, 16), 16);
    }
    for (; k < rowBytes; k += 4, to += 4) store<f32>(to, load<f32>(matrix + k));
  }
}

/** Packs the transpose of matrix [columns, rows] as a matrix [rows, columns]. */
export function packTransposed(matrix: usize, packed: usize, rows: usize, columns: usize): void {
  const panelBytes = rows * PANEL * 4;
  const rowBytes = rows * 4;
  for (let j: usize = 0; j < columns; j += PANEL, packed += panelBytes) {
    const width = min<usize>(PANEL, columns - j);
    let to = packed;
    for (let k: usize = 0; k < rowBytes; k += 4, to += PANEL * 4) {
      let from = matrix + k;
      for (let t: usize = 0; t < width; t++, from += rowBytes) {
        store<f32>(to + t * 4, load<f32>(from));
      }
    }
    matrix += PANEL * rowBytes;
  }
}
