// The patches [rows * columns, 9 * Cin] of a dense 3x3 convolution padded by one, which make it a
// pointwise one. Meant for few input channels (a stem), where copying is cheap.

/** Patches of outputs in rows `from` up to, not including, `to`; x [H, W, Cin] has no border. */
export function densePatches(
  x: usize, height: usize, width: usize, pixelBytes: usize, patches: usize,
  from: usize, to: usize, columns: usize, stride: usize,
): void {
  const rowBytes = width * pixelBytes;
  const run = pixelBytes * 3;
  for (let row = from; row < to; row++) {
    for (let r: usize = 0; r < 3; r++) {
      const inRow = row * stride + r - 1;
      const start = patches + r * run;
      // The row above the first is a huge unsigned number and so not within the picture either.
      if (inRow >= height) clearRuns(start, columns, run);
      else copyRuns(x + inRow * rowBytes, width, pixelBytes, start, columns, stride);
    }
    patches += columns * run * 3;
  }
}

/** One row of taps of all patches of a row of outputs. */
function copyRuns(
  x: usize, width: usize, pixelBytes: usize, to: usize, columns: usize, stride: usize,
): void {
  const run = pixelBytes * 3;
  const patch = run * 3;
  const step = stride * pixelBytes;
  memory.fill(to, 0, pixelBytes);
  copy(x, to + pixelBytes, min<usize>(width, 2) * pixelBytes);
  // Those that lie within the row: all but the first and perhaps the last.
  const inner: usize = width < 2 ? 1 : (width - 2) / stride + 1;
  let from = x + step - pixelBytes;
  let at = to + patch;
  for (const end = to + inner * patch; at < end; at += patch, from += step) copy(from, at, run);
  if (inner < columns) copy(from, at, run - pixelBytes);
  if ((columns - 1) * stride + 1 >= width) {
    memory.fill(to + columns * patch - 7 * pixelBytes, 0, pixelBytes);
  }
}

function clearRuns(to: usize, columns: usize, run: usize): void {
  for (let column: usize = 0; column < columns; column++, to += run * 3) memory.fill(to, 0, run);
}

/** The last vector reaches back over what is copied already; less than one goes value by value. */
// @ts-ignore: decorator
@inline
function copy(from: usize, to: usize, bytes: usize): void {
  if (bytes < 16) {
    for (let k: usize = 0; k < bytes; k += 4) store<f32>(to + k, load<f32>(from + k));
    return;
  }
  for (let k: usize = 0; k + 16 < bytes; k += 16) v128.store(to + k, v128.load(from + k));
  v128.store(to + bytes - 16, v128.load(from + bytes - 16));
}
