// The rows of dx that are complete once the window over dy has row `row` in its middle.
import { windowRow } from '../common/window';
import { depthwiseInputRow } from './f32-depthwise-3x3s2-input-row';
import { depthwiseRow } from './f32-depthwise-3x3-row';

/** Writes them and gives their number: one at stride 1; two at stride 2, or one at an odd end. */
export function inputRows(
  outWindow: usize, filter: usize, reversedTaps: usize, dx: usize, row: usize,
  height: usize, width: usize, stride: usize, pixelBytes: usize,
): usize {
  if (stride == 1) {
    // A convolution of dy with the filter turned by 180 degrees.
    depthwiseRow(outWindow, reversedTaps, dx, width, 1, pixelBytes);
    return 1;
  }
  // A row of dy is tied to an even row of dx, and together with the next one to an odd row.
  const filterRow = pixelBytes * 3;
  const upper = windowRow(outWindow, 1) + pixelBytes;
  depthwiseInputRow(upper, filter + filterRow, dx, width, pixelBytes, false);
  if (row * 2 + 1 == height) return 1;
  const odd = dx + width * pixelBytes;
  const lower = windowRow(outWindow, 2) + pixelBytes;
  depthwiseInputRow(upper, filter + 2 * filterRow, odd, width, pixelBytes, false);
  depthwiseInputRow(lower, filter, odd, width, pixelBytes, true);
  return 2;
}
