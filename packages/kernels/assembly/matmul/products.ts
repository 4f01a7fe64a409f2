// The products of a convolution as matrices, for a tile of m pixels.
import { matmul } from './f32-matmul-4x8';
import { transposedMatmul } from './f32-transposed-matmul-4x8';

/**
 * Products that are added up in registers before they join the others: few enough for a panel to
 * stay in the first cache and for float32 sums to stay short.
 */
const GROUP: usize = 128;

/** out [m, columns] = x [m, rows] times the packed matrix [rows, columns]. */
export function multiply(
  x: usize, packed: usize, out: usize, m: usize, rows: usize, columns: usize,
): void {
  const panelBytes = rows * 32;
  for (let done: usize = 0; done < rows; done += GROUP) {
    const count = min<usize>(GROUP, rows - done);
    matmul(
      x + done * 4, rows * 4, packed + done * 32, out, columns * 4,
      m, columns, count, panelBytes, done > 0,
    );
  }
}

/** dFilter [inputs, outputs] += transpose of x [m, inputs] times dy [m, outputs]. */
export function addFilterGradient(
  x: usize, dy: usize, dFilter: usize, m: usize, inputs: usize, outputs: usize,
): void {
  const outBytes = outputs * 4;
  transposedMatmul(x, inputs * 4, dy, outBytes, dFilter, outBytes, inputs, outputs, m);
}
