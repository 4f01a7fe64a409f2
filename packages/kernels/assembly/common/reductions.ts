// The end of a gradient with respect to an activated input: ReLU6's derivative, and the two sums
// over pixels that batch norm's gradient needs, taken while the values are in the cache. Sums of a
// tile are float32, sums of tiles float64.
//
// Layout of `sums`: f64 dBeta[C], f64 dGamma[C].
import { QUAD, add, inside, loadOr, madd, mul, splat, sub } from './lanes';
import { TILE_PIXELS } from './tile';

export function sumsBytes(channels: usize): usize {
  return channels * 16;
}

export function clearSums(sums: usize, channels: usize): void {
  memory.fill(sums, 0, sumsBytes(channels));
}

/**
 * dz = da * act'(z) with z = affine(x), all [pixels, C]; dz may be da itself, or 0 if only
 * the sums are wanted. Unless `sums` is 0, adds sum(dz) and sum(dz * (x - mean) * invStd) to it.
 */
export function maskAndReduce(
  da: usize, x: usize, affine: usize, relu6: bool, invStd: usize,
  dz: usize, pixels: usize, pixelBytes: usize, sums: usize,
): void {
  while (pixels > 0) {
    const count = min<usize>(TILE_PIXELS, pixels);
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      lane<v128>(da, x, affine, relu6, invStd, dz, count, pixelBytes, sums, k);
    }
    for (; k < pixelBytes; k += 4) {
      lane<f32>(da, x, affine, relu6, invStd, dz, count, pixelBytes, sums, k);
    }
    const bytes = count * pixelBytes;
    da += bytes;
    x += bytes;
    if (dz) dz += bytes;
    pixels -= count;
  }
}

/** Writes the two sums as float32 [C]. */
export function finishSums(sums: usize, channels: usize, dBeta: usize, dGamma: usize): void {
  for (let c: usize = 0; c < channels; c++, sums += 8) {
    store<f32>(dBeta + c * 4, <f32>load<f64>(sums));
    store<f32>(dGamma + c * 4, <f32>load<f64>(sums + channels * 8));
  }
}

function lane<T>(
  da: usize, x: usize, affine: usize, relu6: bool, invStd: usize,
  dz: usize, pixels: usize, pixelBytes: usize, sums: usize, k: usize,
): void {
  const m = loadOr<T>(affine, k, 0);
  const s = loadOr<T>(affine, pixelBytes + k, 1);
  const t = loadOr<T>(affine, 2 * pixelBytes + k, 0);
  const low = splat<T>(0);
  const high = splat<T>(6);
  let beta = splat<T>(0);
  let gamma = splat<T>(0);
  const end = pixels * pixelBytes + k;
  if (relu6) {
    for (let at = k; at < end; at += pixelBytes) {
      const d = sub<T>(load<T>(x + at), m);
      const masked = inside<T>(load<T>(da + at), madd<T>(d, s, t), low, high);
      if (dz) store<T>(dz + at, masked);
      beta = add<T>(beta, masked);
      gamma = madd<T>(masked, d, gamma);
    }
  } else {
    const copies = dz != 0 && dz != da;
    for (let at = k; at < end; at += pixelBytes) {
      const value = load<T>(da + at);
      if (copies) store<T>(dz + at, value);
      beta = add<T>(beta, value);
      gamma = madd<T>(value, sub<T>(load<T>(x + at), m), gamma);
    }
  }
  if (!sums) return;
  gamma = mul<T>(gamma, loadOr<T>(invStd, k, 1));
  addToSums<T>(sums + 2 * k, beta);
  addToSums<T>(sums + 2 * (pixelBytes + k), gamma);
}

// @ts-ignore: decorator
@inline
function addToSums<T>(sums: usize, values: T): void {
  if (isVector<T>()) {
    addPair(sums, f64x2.promote_low_f32x4(values));
    addPair(sums + 16, f64x2.promote_low_f32x4(i32x4.shuffle(values, values, 2, 3, 2, 3)));
  } else {
    store<f64>(sums, load<f64>(sums) + <f64>values);
  }
}

// @ts-ignore: decorator
@inline
function addPair(sums: usize, values: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), values));
}
