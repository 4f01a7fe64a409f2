// Gradients of a depthwise 3x3 convolution of act(x [N, H, W, C] * scale + shift), given
// dy = a * dz + b * y + c [N, OH, OW, C]. One walk over the rows of dy, with a window of rows over
// the activated input for dFilter and another over dy for dx. Strides 1 and 2.
//
// dFilter is summed picture by picture, and pictures are added up, so that float32 sums stay short.
//
// Layout of `scratch`: sums[C], the reversed taps, the gradient of the taps, one picture's part of it, the
// two windows.
import { addInto } from '../common/add';
import { loadActivated, loadGradient } from '../common/load';
import { clearSums, finishSums, maskAndReduce, sumsBytes } from '../common/reductions';
import { TILE_PIXELS } from '../common/tile';
import {
  clearWindow, pointWindow, rowInWindow, strided, windowBytes, windowRow,
} from '../common/window';
import { depthwiseFilterRow } from './f32-depthwise-3x3-filter-row';
import { depthwiseRow } from './f32-depthwise-3x3-row';
import { depthwiseInputRow } from './f32-depthwise-3x3s2-input-row';
import { packReversedTaps, tapsBytes, unpackTaps } from './taps';

export function depthwiseBackwardScratch(width: usize, channels: usize, stride: usize): usize {
  const pixelBytes = channels * 4;
  return (
    sumsBytes(channels) +
    3 * tapsBytes(channels) +
    windowBytes(width, pixelBytes) +
    windowBytes(strided(width, stride), pixelBytes)
  );
}

export function depthwiseBackward(
  x: usize, scale: usize, shift: usize, relu6: bool, filter: usize,
  dz: usize, y: usize, a: usize, b: usize, c: usize, dFilter: usize, dx: usize,
  xMean: usize, xInvStd: usize, dBeta: usize, dGamma: usize,
  batch: usize, height: usize, width: usize, channels: usize, stride: usize, scratch: usize,
): void {
  const pixelBytes = channels * 4;
  const rowBytes = width * pixelBytes;
  const filterBytes = tapsBytes(channels);
  const outHeight = strided(height, stride);
  const outWidth = strided(width, stride);
  const outRowBytes = outWidth * pixelBytes;
  const sums = scratch;
  const reversed = sums + sumsBytes(channels);
  const dTaps = reversed + filterBytes;
  const partial = dTaps + filterBytes;
  const inWindow = partial + filterBytes;
  const outWindow = inWindow + windowBytes(width, pixelBytes);
  const finishes = relu6 || dBeta != 0;

  clearSums(sums, channels);
  clearWindow(inWindow, width, pixelBytes);
  clearWindow(outWindow, outWidth, pixelBytes);
  packReversedTaps(filter, reversed, pixelBytes);
  memory.fill(dTaps, 0, filterBytes);
  let rawRow = x;
  let unfinished = dx;
  let waiting: usize = 0;
  for (let n: usize = 0; n < batch; n++) {
    memory.fill(partial, 0, filterBytes);
    let loadedIn: usize = 0;
    let loadedOut: usize = 0;
    for (let row: usize = 0; row < outHeight; row++) {
      const neededIn = min<usize>(row * stride + 2, height);
      for (; loadedIn < neededIn; loadedIn++, rawRow += rowBytes) {
        const slot = rowInWindow(inWindow, loadedIn, width, pixelBytes);
        loadActivated(rawRow, scale, shift, relu6, slot, width, pixelBytes);
      }
      const neededOut = min<usize>(row + 2, outHeight);
      for (; loadedOut < neededOut; loadedOut++, dz += outRowBytes, y += outRowBytes) {
        const slot = rowInWindow(outWindow, loadedOut, outWidth, pixelBytes);
        loadGradient(dz, y, a, b, c, slot, outWidth, pixelBytes);
      }
      pointWindow(inWindow, row * stride, height, width, pixelBytes);
      pointWindow(outWindow, row, outHeight, outWidth, pixelBytes);
      const dyRow = windowRow(outWindow, 1) + pixelBytes;
      depthwiseFilterRow(inWindow, dyRow, partial, outWidth, stride, pixelBytes);
      if (!dx) continue;

      if (stride == 1) {
        // Then dx is a convolution of dy with the filter turned by 180 degrees.
        depthwiseRow(outWindow, reversed, dx, width, 1, pixelBytes);
        dx += rowBytes;
        waiting += width;
      } else {
        const rows = min<usize>(2, height - 2 * row);
        inputRows(outWindow, filter, dx, rows, width, pixelBytes);
        dx += rows * rowBytes;
        waiting += rows * width;
      }
      if (finishes && waiting >= TILE_PIXELS) {
        maskAndReduce(
          unfinished, x, scale, shift, relu6, xMean, xInvStd, unfinished, waiting, pixelBytes,
          dBeta ? sums : 0,
        );
        x += waiting * pixelBytes;
        unfinished = dx;
        waiting = 0;
      }
    }
    addInto(dTaps, partial, filterBytes);
  }
  unpackTaps(dTaps, dFilter, pixelBytes);
  if (!dx || !finishes) return;
  maskAndReduce(
    unfinished, x, scale, shift, relu6, xMean, xInvStd, unfinished, waiting, pixelBytes,
    dBeta ? sums : 0,
  );
  if (dBeta) finishSums(sums, channels, dBeta, dGamma);
}

/** At stride 2 a row of dy is tied to an even row of dx, and with the next one to an odd row. */
function inputRows(
  outWindow: usize, filter: usize, dx: usize, rows: usize, width: usize, pixelBytes: usize,
): void {
  const filterRow = pixelBytes * 3;
  const upper = windowRow(outWindow, 1) + pixelBytes;
  depthwiseInputRow(upper, filter + filterRow, dx, width, pixelBytes, false);
  if (rows < 2) return;
  const odd = dx + width * pixelBytes;
  const lower = windowRow(outWindow, 2) + pixelBytes;
  depthwiseInputRow(upper, filter + 2 * filterRow, odd, width, pixelBytes, false);
  depthwiseInputRow(lower, filter, odd, width, pixelBytes, true);
}
