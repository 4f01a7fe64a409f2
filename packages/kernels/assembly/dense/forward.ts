// y [N, OH, OW, Cout] = 3x3 convolution of act(affine(x [N, H, W, Cin])) with filter
// [3, 3, Cin, Cout], padded by one with zeros after the activation, with statistics of y.
//
// Layout of `scratch`: moments[Cout], the packed filter, one row's patches, the window of rows.
import { addMoments, clearMoments, finishMoments, momentsBytes } from '../common/moments';
import { loadActivatedRows } from '../common/rows';
import { clearWindow, pointWindow, strided, windowBytes } from '../common/window';
import { pack, packedBytes } from '../matmul/pack';
import { multiply } from '../matmul/products';
import { gatherPatches } from './patches';

export function denseForwardScratch(
  width: usize, inChannels: usize, outChannels: usize, stride: usize,
): usize {
  const patch = inChannels * 9;
  return (
    momentsBytes(outChannels) +
    packedBytes(patch, outChannels) +
    strided(width, stride) * patch * 4 +
    windowBytes(width, inChannels * 4)
  );
}

export function denseForward(
  x: usize, affine: usize, relu6: bool, filter: usize, y: usize,
  mean: usize, variance: usize, batch: usize, height: usize, width: usize,
  inChannels: usize, outChannels: usize, stride: usize, scratch: usize,
): void {
  const patch = inChannels * 9;
  const inBytes = inChannels * 4;
  const outBytes = outChannels * 4;
  const outHeight = strided(height, stride);
  const outWidth = strided(width, stride);
  const moments = scratch;
  const packed = moments + momentsBytes(outChannels);
  const patches = packed + packedBytes(patch, outChannels);
  const window = patches + outWidth * patch * 4;

  clearMoments(moments, outChannels);
  clearWindow(window, width, inBytes);
  pack(filter, packed, patch, outChannels);
  for (let n: usize = 0; n < batch; n++, x += height * width * inBytes) {
    let loaded: usize = 0;
    for (let row: usize = 0; row < outHeight; row++, y += outWidth * outBytes) {
      const needed = min<usize>(row * stride + 2, height);
      loadActivatedRows(window, x, loaded, needed, affine, relu6, width, inBytes);
      loaded = needed;
      pointWindow(window, row * stride, height, width, inBytes);
      gatherPatches(window, patches, outWidth, stride, inBytes);
      multiply(patches, packed, y, outWidth, patch, outChannels);
      if (mean) addMoments(moments, y, outWidth, outBytes);
    }
  }
  if (mean) finishMoments(moments, outChannels, mean, variance);
}
