/**
 * Pixels of a pointwise tile: about 8192 values of the wider side (32 KiB, the first cache), at
 * least 32 for the filter to be read often enough, at most 128 so that float32 sums stay short.
 */
export function tilePixels(inChannels: usize, outChannels: usize): usize {
  const fitting = <usize>8192 / max<usize>(max<usize>(inChannels, outChannels), 1);
  return min<usize>(128, max<usize>(32, fitting & ~3));
}
