// Batch statistics, gathered while what a kernel wrote is still in the cache. A tile of pixels has
// its mean and its sum of squared deviations taken in two passes of float32; tiles are merged in
// float64 by Chan, Golub and LeVeque's formula ("Updating formulae and a pairwise algorithm for
// computing sample variances", 1979).
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

/** Two pixels at a time, as one chain of additions would wait for itself. */
// @ts-ignore: decorator
@inline
function laneMoments<T>(y: usize, pixels: usize, pixelBytes: usize, tileMean: usize): void {
  const end = y + pixels * pixelBytes;
  let even = splat<T>(0);
  let odd = splat<T>(0);
  let at = y;
  for (; at + pixelBytes < end; at += 2 * pixelBytes) {
    even = add<T>(even, load<T>(at));
    odd = add<T>(odd, load<T>(at + pixelBytes));
  }
  if (at < end) even = add<T>(even, load<T>(at));
  const mean = mul<T>(add<T>(even, odd), splat<T>(1 / <f32>pixels));
  store<T>(tileMean, mean);

  even = splat<T>(0);
  odd = splat<T>(0);
  for (at = y; at + pixelBytes < end; at += 2 * pixelBytes) {
    const first = sub<T>(load<T>(at), mean);
    const second = sub<T>(load<T>(at + pixelBytes), mean);
    even = madd<T>(first, first, even);
    odd = madd<T>(second, second, odd);
  }
  if (at < end) {
    const last = sub<T>(load<T>(at), mean);
    even = madd<T>(last, last, even);
  }
  store<T>(tileMean + pixelBytes, add<T>(even, odd));
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
