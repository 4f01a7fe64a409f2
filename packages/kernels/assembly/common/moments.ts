// Batch statistics, gathered while what a kernel wrote is still in the cache. The mean and the sum
// of squared deviations (M2) of a tile are float32; tiles are merged in float64 by Chan, Golub and
// LeVeque's formula ("Updating formulae and a pairwise algorithm for computing sample variances",
// 1979).
//
// Layout of `moments`: u32 count, 4 bytes unused, f64 mean[C], f64 m2[C], f32 tileMean[C],
// f32 tileM2[C].
import { QUAD, add, madd, mul, splat, sub } from './lanes';
import { TILE_PIXELS } from './tile';

export function momentsBytes(channels: usize): usize {
  return 8 + channels * 24;
}

export function clearMoments(moments: usize, channels: usize): void {
  memory.fill(moments, 0, momentsBytes(channels));
}

/** Adds the pixels of y [pixels, C]. */
export function addMoments(moments: usize, y: usize, pixels: usize, pixelBytes: usize): void {
  while (pixels > 0) {
    const count = min<usize>(TILE_PIXELS, pixels);
    const tileMean = moments + 8 + pixelBytes * 4;
    tileMoments(y, count, pixelBytes, tileMean);
    mergeTile(moments, count, pixelBytes / 4);
    y += count * pixelBytes;
    pixels -= count;
  }
}

/** Writes mean[C] and the biased variance[C] of everything added. */
export function finishMoments(moments: usize, channels: usize, mean: usize, variance: usize): void {
  const count = <f64>load<u32>(moments);
  const m2 = channels * 8;
  let from = moments + 8;
  for (let c: usize = 0; c < channels; c++, from += 8) {
    store<f32>(mean + c * 4, <f32>load<f64>(from));
    store<f32>(variance + c * 4, <f32>(load<f64>(from + m2) / count));
  }
}

function tileMoments(y: usize, pixels: usize, pixelBytes: usize, tileMean: usize): void {
  let k: usize = 0;
  for (; k + QUAD <= pixelBytes; k += QUAD) {
    laneMoments<v128>(y + k, pixels, pixelBytes, tileMean + k);
  }
  for (; k < pixelBytes; k += 4) laneMoments<f32>(y + k, pixels, pixelBytes, tileMean + k);
}

/**
 * Sums of d and d * d, d being the distance from the tile's first pixel. As that pixel is one of
 * the tile, sum(d * d) is at most (pixels + 1) * M2, so that little is lost in the final
 * subtraction. Two pixels at a time, as one chain of additions would wait for itself.
 */
// @ts-ignore: decorator
@inline
function laneMoments<T>(y: usize, pixels: usize, pixelBytes: usize, tileMean: usize): void {
  const end = y + pixels * pixelBytes;
  const first = load<T>(y);
  let even = splat<T>(0), odd = splat<T>(0);
  let evenSquares = splat<T>(0), oddSquares = splat<T>(0);
  let at = y;
  for (; at + pixelBytes < end; at += 2 * pixelBytes) {
    const d = sub<T>(load<T>(at), first);
    const e = sub<T>(load<T>(at + pixelBytes), first);
    even = add<T>(even, d);
    odd = add<T>(odd, e);
    evenSquares = madd<T>(d, d, evenSquares);
    oddSquares = madd<T>(e, e, oddSquares);
  }
  if (at < end) {
    const d = sub<T>(load<T>(at), first);
    even = add<T>(even, d);
    evenSquares = madd<T>(d, d, evenSquares);
  }
  const sum = add<T>(even, odd);
  const distance = mul<T>(sum, splat<T>(1 / <f32>pixels));
  store<T>(tileMean, add<T>(first, distance));
  store<T>(
    tileMean + pixelBytes,
    sub<T>(add<T>(evenSquares, oddSquares), mul<T>(sum, distance)),
  );
}

function mergeTile(moments: usize, pixels: usize, channels: usize): void {
  const before = <f64>load<u32>(moments);
  const total = before + <f64>pixels;
  store<u32>(moments, <u32>total);
  const share = <f64>pixels / total;
  const spread = before * share;
  const mean = moments + 8;
  const m2 = mean + channels * 8;
  const tileMean = m2 + channels * 8;
  const tileM2 = tileMean + channels * 4;
  for (let c: usize = 0; c < channels; c++) {
    const old = load<f64>(mean + c * 8);
    const delta = <f64>load<f32>(tileMean + c * 4) - old;
    store<f64>(mean + c * 8, old + delta * share);
    const added = <f64>load<f32>(tileM2 + c * 4) + delta * delta * spread;
    store<f64>(m2 + c * 8, load<f64>(m2 + c * 8) + added);
  }
}
