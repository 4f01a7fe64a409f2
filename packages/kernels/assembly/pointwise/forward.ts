// y [P, Cout] = act(affine(x [P, Cin])) times filter [Cin, Cout], with statistics of y.
// A tile of pixels is activated once into scratch, multiplied, and counted while it is hot.
//
// Layout of `scratch`: moments[Cout], the packed filter, the activated tile.
import { activatedTile } from '../common/load';
import { addMoments, clearMoments, finishMoments, momentsBytes } from '../common/moments';
import { pack, packedBytes } from '../matmul/pack';
import { multiply } from '../matmul/products';
import { forwardTile } from './tile';

export function pointwiseForwardScratch(inChannels: usize, outChannels: usize): usize {
  return (
    momentsBytes(outChannels) +
    packedBytes(inChannels, outChannels) +
    forwardTile(inChannels) * inChannels * 4
  );
}

export function pointwiseForward(
  x: usize, affine: usize, relu6: bool, filter: usize, y: usize,
  mean: usize, variance: usize,
  pixels: usize, inChannels: usize, outChannels: usize, scratch: usize,
): void {
  const moments = scratch;
  const packed = moments + momentsBytes(outChannels);
  const tile = packed + packedBytes(inChannels, outChannels);
  const inBytes = inChannels * 4;
  const outBytes = outChannels * 4;
  const step = forwardTile(inChannels);

  clearMoments(moments, outChannels);
  pack(filter, packed, inChannels, outChannels);
  for (let done: usize = 0; done < pixels; done += step) {
    const count = min<usize>(step, pixels - done);
    const a = activatedTile(x + done * inBytes, affine, relu6, tile, count, inBytes);
    const out = y + done * outBytes;
    multiply(a, packed, out, count, inChannels, outChannels);
    if (mean) addMoments(moments, out, count, outBytes);
  }
  if (mean) finishMoments(moments, outChannels, mean, variance);
}
