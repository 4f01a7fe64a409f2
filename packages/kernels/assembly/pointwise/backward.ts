// Gradients of y [P, Cout] = act(affine(x [P, Cin])) times filter [Cin, Cout], given
// dy = a * dz + b * y + c. Per tile of pixels: activate the input, form dy, add the tile's part of
// dFilter, multiply dy by the transposed filter, and finish dx while it is hot.
//
// Layout of `scratch`: sums[Cin], the packed transposed filter, the tiles of input and dy.
import { activatedTile, gradientTile } from '../common/load';
import { clearSums, finishSums, maskAndReduce, sumsBytes } from '../common/reductions';
import { packTransposed, packedBytes } from '../matmul/pack';
import { addFilterGradient, multiply } from '../matmul/products';
import { backwardTile } from './tile';

export function pointwiseBackwardScratch(inChannels: usize, outChannels: usize): usize {
  return (
    sumsBytes(inChannels) +
    packedBytes(outChannels, inChannels) +
    backwardTile(inChannels, outChannels) * (inChannels + outChannels) * 4
  );
}

export function pointwiseBackward(
  x: usize, affine: usize, relu6: bool, filter: usize,
  dz: usize, y: usize, a: usize, b: usize, c: usize, dFilter: usize, dx: usize,
  xInvStd: usize, dBeta: usize, dGamma: usize,
  pixels: usize, inChannels: usize, outChannels: usize, scratch: usize,
): void {
  const step = backwardTile(inChannels, outChannels);
  const inBytes = inChannels * 4;
  const outBytes = outChannels * 4;
  const sums = scratch;
  const packed = sums + sumsBytes(inChannels);
  const inTile = packed + packedBytes(outChannels, inChannels);
  const outTile = inTile + step * inBytes;

  clearSums(sums, inChannels);
  memory.fill(dFilter, 0, inChannels * outBytes);
  if (dx) packTransposed(filter, packed, outChannels, inChannels);
  for (let done: usize = 0; done < pixels; done += step) {
    const count = min<usize>(step, pixels - done);
    const raw = x + done * inBytes;
    const at = done * outBytes;
    const input = activatedTile(raw, affine, relu6, inTile, count, inBytes);
    const dy = gradientTile(dz + at, y + at, a, b, c, outTile, count, outBytes);
    addFilterGradient(input, dy, dFilter, count, inChannels, outChannels);
    if (!dx) continue;
    const da = dx + done * inBytes;
    multiply(dy, packed, da, count, outChannels, inChannels);
    if (!relu6 && !dBeta) continue;
    maskAndReduce(
      da, raw, affine, relu6, xInvStd, da, count, inBytes, dBeta ? sums : 0,
    );
  }
  if (dx && dBeta) finishSums(sums, inChannels, dBeta, dGamma);
}
