// The start of a chain's backward walk.
//
// Layout of `scratch`: sums[C].
import { clearSums, finishSums, maskAndReduce, sumsBytes } from '../common/reductions';
import { TILE_PIXELS } from '../common/tile';

/**
 * Values that are reduced together (2 KiB). Here they come from memory, which is fast in a row only,
 * and are read channel by channel: the shorter the piece, the nearer that is to a row.
 */
const PIECE: usize = 512;

export function chainOutputGradientScratch(channels: usize): usize {
  return sumsBytes(channels);
}

/**
 * dz [P, C] = dOut * act'(affine(y)), dBeta[C] = sum of dz, dGamma[C] = sum of
 * dz * (y - mean) * invStd. dz 0: only the sums, for a chain whose dz is dOut.
 */
export function chainOutputGradient(
  dOut: usize, y: usize, affine: usize, relu6: bool, invStd: usize,
  dz: usize, dBeta: usize, dGamma: usize, pixels: usize, channels: usize, scratch: usize,
): void {
  const pixelBytes = channels * 4;
  const piece = min<usize>(TILE_PIXELS, max<usize>(8, PIECE / channels));
  clearSums(scratch, channels);
  while (pixels > 0) {
    const count = min<usize>(piece, pixels);
    maskAndReduce(dOut, y, affine, relu6, invStd, dz, count, pixelBytes, scratch);
    const bytes = count * pixelBytes;
    dOut += bytes;
    y += bytes;
    if (dz) dz += bytes;
    pixels -= count;
  }
  finishSums(scratch, channels, dBeta, dGamma);
}
