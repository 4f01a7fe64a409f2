// The three products of a convolution as matrices, for a tile of m pixels.
import { matmul } from './f32-matmul-4x8';

/** Bytes of a packed matrix [rows, columns]: panels of eight columns, each [rows, 8]. */
export function packedBytes(rows: usize, columns: usize): usize {
  return ((columns + 7) / 8) * rows * 32;
}

/** Packs matrix [rows, columns], so that a panel is read in one go whatever the row length. */
export function pack(matrix: usize, packed: usize, rows: usize, columns: usize): void {
  packStrided(matrix, columns, 1, packed, rows, columns);
}

/** Packs the transpose of matrix [columns, rows] as a matrix [rows, columns]. */
export function packTransposed(matrix: usize, packed: usize, rows: usize, columns: usize): void {
  packStrided(matrix, 1, rows, packed, rows, columns);
}

/** out [m, columns] = x [m, rows] times the packed matrix [rows, columns]. */
export function multiply(
  x: usize, packed: usize, out: usize, m: usize, rows: usize, columns: usize,
): void {
  matmul(x, rows * 4, 4, packed, 32, rows * 32, out, columns * 4, m, columns, rows, false);
}

/** dFilter [inputs, outputs] += transpose of x [m, inputs] times dy [m, outputs]. */
export function addFilterGradient(
  x: usize, dy: usize, dFilter: usize, m: usize, inputs: usize, outputs: usize,
): void {
  matmul(
    x, 4, inputs * 4, dy, outputs * 4, 32, dFilter, outputs * 4, inputs, outputs, m, true,
  );
}

function packStrided(
  matrix: usize, rowStep: usize, columnStep: usize, packed: usize, rows: usize, columns: usize,
): void {
  for (let j: usize = 0; j < columns; j++) {
    let from = matrix + j * columnStep * 4;
    let to = packed + (j / 8) * rows * 32 + (j % 8) * 4;
    for (let i: usize = 0; i < rows; i++, from += rowStep * 4, to += 32) {
      store<f32>(to, load<f32>(from));
    }
  }
}
