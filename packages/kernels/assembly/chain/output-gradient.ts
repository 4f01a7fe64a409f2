// The start of a chain's backward walk.
//
// Layout of `scratch`: sums[C].
import { clearSums, finishSums, maskAndReduce, sumsBytes } from '../common/reductions';

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
  clearSums(scratch, channels);
  maskAndReduce(
    dOut, y, affine, relu6, invStd, dz, pixels, channels * 4, scratch,
  );
  finishSums(scratch, channels, dBeta, dGamma);
}
