// y [N, OH, OW, C] = depthwise 3x3 convolution of act(affine(x [N, H, W, C])) with filter
// [3, 3, C], padded by one with zeros after the activation, with statistics of y. Strides 1 and 2.
//
// Layout of `scratch`: moments[C], the packed taps, the window of rows.
import { addMoments, clearMoments, finishMoments, momentsBytes } from '../common/moments';
import { loadActivatedRows } from '../common/rows';
import { TILE_PIXELS } from '../common/tile';
import { clearWindow, pointWindow, strided, windowBytes } from '../common/window';
import { depthwiseRow } from './f32-depthwise-3x3-row';
import { packTaps, tapsBytes } from './taps';

export function depthwiseForwardScratch(width: usize, channels: usize): usize {
  return momentsBytes(channels) + tapsBytes(channels) + windowBytes(width, channels * 4);
}

export function depthwiseForward(
  x: usize, affine: usize, relu6: bool, filter: usize, y: usize,
  mean: usize, variance: usize,
  batch: usize, height: usize, width: usize, channels: usize, stride: usize, scratch: usize,
): void {
  const pixelBytes = channels * 4;
  const rowBytes = width * pixelBytes;
  const outHeight = strided(height, stride);
  const outWidth = strided(width, stride);
  const moments = scratch;
  const taps = moments + momentsBytes(channels);
  const window = taps + tapsBytes(channels);

  clearMoments(moments, channels);
  packTaps(filter, taps, pixelBytes);
  clearWindow(window, width, pixelBytes);
  let counted = y;
  let waiting: usize = 0;
  for (let n: usize = 0; n < batch; n++) {
    let loaded: usize = 0;
    for (let row: usize = 0; row < outHeight; row++) {
      const needed = min<usize>(row * stride + 2, height);
      loadActivatedRows(window, x, loaded, needed, affine, relu6, width, pixelBytes);
      loaded = needed;
      pointWindow(window, row * stride, height, width, pixelBytes);
      depthwiseRow(window, taps, y, outWidth, stride, pixelBytes);
      y += outWidth * pixelBytes;
      waiting += outWidth;
      const isLast = n + 1 == batch && row + 1 == outHeight;
      if (!mean || (waiting < TILE_PIXELS && !isLast)) continue;
      addMoments(moments, counted, waiting, pixelBytes);
      counted = y;
      waiting = 0;
    }
    x += height * rowBytes;
  }
  if (mean) finishMoments(moments, channels, mean, variance);
}
