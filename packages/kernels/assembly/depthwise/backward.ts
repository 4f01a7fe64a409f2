// Gradients of a depthwise 3x3 convolution of act(affine(x [N, H, W, C])), given
// dy = a * dz + b * y + c [N, OH, OW, C]. One walk over the rows of dy, with a window of rows over
// the activated input for dFilter and another over dy for dx. Strides 1 and 2. At stride 1 a row of
// dx is written after the same row of dz and y has been copied, so that dx may stand in their place.
//
// dFilter is summed picture by picture, and pictures are added up, so that float32 sums stay short.
//
// Layout of `scratch`: sums[C], the reversed taps, the gradient of the taps, one picture's part of
// it, the two windows.
import { addInto } from '../common/add';
import { clearSums, finishSums, maskAndReduce, sumsBytes } from '../common/reductions';
import { loadActivatedRows, loadGradientRows } from '../common/rows';
import { TILE_PIXELS } from '../common/tile';
import { clearWindow, pointWindow, strided, windowBytes, windowRow } from '../common/window';
import { depthwiseFilterRow } from './f32-depthwise-3x3-filter-row';
import { inputRows } from './input-rows';
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
  x: usize, affine: usize, relu6: bool, filter: usize,
  dz: usize, y: usize, a: usize, b: usize, c: usize, dFilter: usize, dx: usize,
  xInvStd: usize, dBeta: usize, dGamma: usize,
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
  let raw = x;
  let unfinished = dx;
  let waiting: usize = 0;
  for (let n: usize = 0; n < batch; n++) {
    memory.fill(partial, 0, filterBytes);
    let loadedIn: usize = 0;
    let loadedOut: usize = 0;
    for (let row: usize = 0; row < outHeight; row++) {
      const neededIn = min<usize>(row * stride + 2, height);
      const neededOut = min<usize>(row + 2, outHeight);
      loadActivatedRows(
        inWindow, x, loadedIn, neededIn, affine, relu6, width, pixelBytes,
      );
      loadGradientRows(outWindow, dz, y, loadedOut, neededOut, a, b, c, outWidth, pixelBytes);
      loadedIn = neededIn;
      loadedOut = neededOut;
      pointWindow(inWindow, row * stride, height, width, pixelBytes);
      pointWindow(outWindow, row, outHeight, outWidth, pixelBytes);
      const dyRow = windowRow(outWindow, 1) + pixelBytes;
      depthwiseFilterRow(inWindow, dyRow, partial, outWidth, stride, pixelBytes);
      if (!dx) continue;

      const rows = inputRows(
        outWindow, filter, reversed, dx, row, height, width, stride, pixelBytes,
      );
      dx += rows * rowBytes;
      waiting += rows * width;
      const isLast = n + 1 == batch && row + 1 == outHeight;
      if (!finishes || (waiting < TILE_PIXELS && !isLast)) continue;
      maskAndReduce(
        unfinished, raw, affine, relu6, xInvStd, unfinished, waiting, pixelBytes,
        dBeta ? sums : 0,
      );
      raw += waiting * pixelBytes;
      unfinished = dx;
      waiting = 0;
    }
    addInto(dTaps, partial, filterBytes);
    x += height * rowBytes;
    dz += outHeight * outRowBytes;
    y += outHeight * outRowBytes;
  }
  unpackTaps(dTaps, dFilter, pixelBytes);
  if (dx && dBeta) finishSums(sums, channels, dBeta, dGamma);
}
