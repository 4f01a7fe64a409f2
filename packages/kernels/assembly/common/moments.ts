// Batch statistics, gathered while what a kernel wrote is still in the cache. The sums of a tile are
// float32, of the distances from a value near the mean, so that they stay small; everything else is
// float64. Tiles are merged by Chan, Golub and LeVeque's formula ("Updating formulae and a pairwise
// algorithm for computing sample variances", 1979).
//
// Layout of `moments`: u32 count, 4 bytes unused, f64 mean[C], f64 m2[C], f32 near[C], f32 sum[C],
// f32 squares[C].
import { QUAD, add, madd, splat, sub } from './lanes';
import { TILE_PIXELS } from './tile';

export function momentsBytes(channels: usize): usize {
  return 8 + channels * 28;
}

export function clearMoments(moments: usize, channels: usize): void {
  memory.fill(moments, 0, momentsBytes(channels));
}

/** Adds the pixels of y [pixels, C]. */
export function addMoments(moments: usize, y: usize, pixels: usize, pixelBytes: usize): void {
  const channels = pixelBytes / 4;
  const near = moments + 8 + channels * 16;
  while (pixels > 0) {
    const count = min<usize>(TILE_PIXELS, pixels);
    chooseNear(moments, y, channels);
    tileSums(y, count, pixelBytes, near);
    mergeTile(moments, count, channels);
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

/** The mean so far or, before there is one, the first pixel. */
function chooseNear(moments: usize, y: usize, channels: usize): void {
  const mean = moments + 8;
  const near = mean + channels * 16;
  if (load<u32>(moments) === 0) {
    memory.copy(near, y, channels * 4);
    return;
  }
  for (let c: usize = 0; c < channels; c++) {
    store<f32>(near + c * 4, <f32>load<f64>(mean + c * 8));
  }
}

function tileSums(y: usize, pixels: usize, pixelBytes: usize, near: usize): void {
  let k: usize = 0;
  for (; k + QUAD <= pixelBytes; k += QUAD) {
    laneSums<v128>(y + k, pixels, pixelBytes, near + k);
  }
  for (; k < pixelBytes; k += 4) laneSums<f32>(y + k, pixels, pixelBytes, near + k);
}

/**
 * Sums of d and d * d, d being the distance from `near`. Two pixels at a time, as one chain of
 * additions would wait for itself.
 */
// @ts-ignore: decorator
@inline
function laneSums<T>(y: usize, pixels: usize, pixelBytes: usize, near: usize): void {
  const end = y + pixels * pixelBytes;
  const origin = load<T>(near);
  let even = splat<T>(0), odd = splat<T>(0);
  let evenSquares = splat<T>(0), oddSquares = splat<T>(0);
  let at = y;
  for (; at + pixelBytes < end; at += 2 * pixelBytes) {
    const d = sub<T>(load<T>(at), origin);
    const e = sub<T>(load<T>(at + pixelBytes), origin);
    even = add<T>(even, d);
    odd = add<T>(odd, e);
    evenSquares = madd<T>(d, d, evenSquares);
    oddSquares = madd<T>(e, e, oddSquares);
  }
  if (at < end) {
    const d = sub<T>(load<T>(at), origin);
    even = add<T>(even, d);
    evenSquares = madd<T>(d, d, evenSquares);
  }
  store<T>(near + pixelBytes, add<T>(even, odd));
  store<T>(near + 2 * pixelBytes, add<T>(evenSquares, oddSquares));
}

function mergeTile(moments: usize, pixels: usize, channels: usize): void {
  const before = <f64>load<u32>(moments);
  const total = before + <f64>pixels;
  store<u32>(moments, <u32>total);
  const share = <f64>pixels / total;
  const spread = before * share;
  const each = 1 / <f64>pixels;
  const mean = moments + 8;
  const m2 = mean + channels * 8;
  const near = m2 + channels * 8;
  const sums = near + channels * 4;
  const squares = sums + channels * 4;
  for (let c: usize = 0; c < channels; c++) {
    const sum = <f64>load<f32>(sums + c * 4);
    const distance = sum * each;
    const tileM2 = <f64>load<f32>(squares + c * 4) - sum * distance;
    const old = load<f64>(mean + c * 8);
    const delta = <f64>load<f32>(near + c * 4) + distance - old;
    store<f64>(mean + c * 8, old + delta * share);
    store<f64>(m2 + c * 8, load<f64>(m2 + c * 8) + tileM2 + delta * delta * spread);
  }
}
