// A dense 3x3 convolution is a matrix product of patches [OW, 9 * Cin] with the filter
// [3 * 3 * Cin, Cout]. Meant for few input channels (a stem), where copying is cheap.
import { QUAD } from '../common/lanes';
import { windowRow } from '../common/window';

/** Copies the patches of one row of outputs out of a window of padded rows. */
export function gatherPatches(
  window: usize, patches: usize, outWidth: usize, stride: usize, pixelBytes: usize,
): void {
  const runBytes = pixelBytes * 3;
  for (let column: usize = 0; column < outWidth; column++) {
    for (let r: usize = 0; r < 3; r++, patches += runBytes) {
      const from = windowRow(window, r) + column * stride * pixelBytes;
      let k: usize = 0;
      for (; k + QUAD <= runBytes; k += QUAD) v128.store(patches + k, v128.load(from + k));
      for (; k < runBytes; k += 4) store<f32>(patches + k, load<f32>(from + k));
    }
  }
}

/**
 * Adds the patches of output row `row` to the picture [H, W, Cin] they came from. What lies in the
 * padding is dropped; -1 is a huge unsigned number and so outside too.
 */
export function scatterPatches(
  patches: usize, picture: usize, row: usize, height: usize, width: usize,
  outWidth: usize, stride: usize, pixelBytes: usize,
): void {
  for (let column: usize = 0; column < outWidth; column++) {
    for (let r: usize = 0; r < 3; r++) {
      const toRow = row * stride + r - 1;
      for (let t: usize = 0; t < 3; t++, patches += pixelBytes) {
        const toColumn = column * stride + t - 1;
        if (toRow >= height || toColumn >= width) continue;
        const to = picture + (toRow * width + toColumn) * pixelBytes;
        for (let k: usize = 0; k < pixelBytes; k += 4) {
          store<f32>(to + k, load<f32>(to + k) + load<f32>(patches + k));
        }
      }
    }
  }
}
