// The patches [rows * columns, 9 * Cin] of a dense 3x3 convolution, which make it a pointwise one.
// Meant for few input channels (a stem), where copying is cheap. x has a border of zeros.

/** x points at the tap on the upper left of the first output; its rows are xRow bytes apart. */
export function densePatches(
  x: usize, xRow: usize, xPixel: usize, patches: usize, rows: usize, columns: usize, stride: usize,
): void {
  const run = xPixel * 3;
  for (let row: usize = 0; row < rows; row++, x += xRow * stride) {
    for (let column: usize = 0; column < columns; column++) {
      let from = x + column * stride * xPixel;
      for (let r: usize = 0; r < 3; r++, from += xRow, patches += run) {
        let k: usize = 0;
        for (; k + 16 <= run; k += 16) v128.store(patches + k, v128.load(from + k));
        for (; k < run; k += 4) store<f32>(patches + k, load<f32>(from + k));
      }
    }
  }
}
