// Gradients of a 3x3 convolution of act(affine(x [N, H, W, Cin])) with filter [3, 3, Cin,
// Cout], given dy = a * dz + b * y + c [N, OH, OW, Cout]. Row by row: the patches of the input and
// dy give the row's part of dFilter; dy times the transposed filter gives the gradient of the
// patches, which are added back to the picture.
//
// Layout of `scratch`: sums[Cin], the packed transposed filter, the patches, the gradient of the
// patches, a row of dy, the window of rows.
import { gradientTile } from '../common/load';
import { clearSums, finishSums, maskAndReduce, sumsBytes } from '../common/reductions';
import { loadActivatedRows } from '../common/rows';
import { clearWindow, pointWindow, strided, windowBytes } from '../common/window';
import { packTransposed, packedBytes } from '../matmul/pack';
import { addFilterGradient, multiply } from '../matmul/products';
import { gatherPatches, scatterPatches } from './patches';

export function denseBackwardScratch(
  width: usize, inChannels: usize, outChannels: usize, stride: usize,
): usize {
  const patch = inChannels * 9;
  return (
    sumsBytes(inChannels) +
    packedBytes(outChannels, patch) +
    strided(width, stride) * (2 * patch + outChannels) * 4 +
    windowBytes(width, inChannels * 4)
  );
}

export function denseBackward(
  x: usize, affine: usize, relu6: bool, filter: usize,
  dz: usize, y: usize, a: usize, b: usize, c: usize, dFilter: usize, dx: usize,
  xInvStd: usize, dBeta: usize, dGamma: usize,
  batch: usize, height: usize, width: usize,
  inChannels: usize, outChannels: usize, stride: usize, scratch: usize,
): void {
  const patch = inChannels * 9;
  const inBytes = inChannels * 4;
  const outBytes = outChannels * 4;
  const pictureBytes = height * width * inBytes;
  const outHeight = strided(height, stride);
  const outWidth = strided(width, stride);
  const outRowBytes = outWidth * outBytes;
  const sums = scratch;
  const packed = sums + sumsBytes(inChannels);
  const patches = packed + packedBytes(outChannels, patch);
  const dPatches = patches + outWidth * patch * 4;
  const tile = dPatches + outWidth * patch * 4;
  const window = tile + outRowBytes;

  clearSums(sums, inChannels);
  clearWindow(window, width, inBytes);
  memory.fill(dFilter, 0, patch * outBytes);
  if (dx) packTransposed(filter, packed, outChannels, patch);
  for (let n: usize = 0; n < batch; n++, x += pictureBytes) {
    if (dx) memory.fill(dx, 0, pictureBytes);
    let loaded: usize = 0;
    for (let row: usize = 0; row < outHeight; row++, dz += outRowBytes, y += outRowBytes) {
      const needed = min<usize>(row * stride + 2, height);
      loadActivatedRows(window, x, loaded, needed, affine, relu6, width, inBytes);
      loaded = needed;
      pointWindow(window, row * stride, height, width, inBytes);
      gatherPatches(window, patches, outWidth, stride, inBytes);
      const dy = gradientTile(dz, y, a, b, c, tile, outWidth, outBytes);
      addFilterGradient(patches, dy, dFilter, outWidth, patch, outChannels);
      if (!dx) continue;
      multiply(dy, packed, dPatches, outWidth, outChannels, patch);
      scatterPatches(dPatches, dx, row, height, width, outWidth, stride, inBytes);
    }
    if (!dx) continue;
    if (relu6 || dBeta) {
      maskAndReduce(
        dx, x, affine, relu6, xInvStd, dx, height * width, inBytes, dBeta ? sums : 0,
      );
    }
    dx += pictureBytes;
  }
  if (dx && dBeta) finishSums(sums, inChannels, dBeta, dGamma);
}
