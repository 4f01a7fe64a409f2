// What a kernel reads is raw; batch norm, its gradient and ReLU6 are applied here, tile by tile,
// on the way into scratch. A pixel's channels are `pixelBytes` long.
//
// `affine` is [3, C], the mean, a scale and a shift: affine(x) = (x - mean) * scale + shift. Taking
// the mean off first loses nothing near it, where x * scale + (shift - mean * scale) loses what the
// mean is larger than the deviation.
import { highest, lowest } from './activation';
import { QUAD, clamp, madd, splat } from './lanes';

/** out = act(affine(x)), x and out [pixels, C]; affine 0: out = act(x). */
export function loadActivated(
  x: usize, affine: usize, relu6: bool, out: usize, pixels: usize, pixelBytes: usize,
): void {
  if (affine) {
    activateAffine(x, affine, relu6, out, pixels, pixelBytes);
  } else if (relu6) {
    activate(x, out, pixels * pixelBytes);
  } else {
    memory.copy(out, x, pixels * pixelBytes);
  }
}

/** Where act(affine(x)) stands: in `tile`, or in x itself if there is nothing to apply. */
export function activatedTile(
  x: usize, affine: usize, relu6: bool, tile: usize, pixels: usize, pixelBytes: usize,
): usize {
  if (!affine && !relu6) return x;
  loadActivated(x, affine, relu6, tile, pixels, pixelBytes);
  return tile;
}

/** out = a * dz + b * y + c: the gradient of batch norm's input; a 0: out = dz. */
export function loadGradient(
  dz: usize, y: usize, a: usize, b: usize, c: usize, out: usize, pixels: usize, pixelBytes: usize,
): void {
  if (!a) {
    memory.copy(out, dz, pixels * pixelBytes);
    return;
  }
  for (const end = dz + pixels * pixelBytes; dz < end; ) {
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      gradient<v128>(dz + k, y + k, a + k, b + k, c + k, out + k);
    }
    for (; k < pixelBytes; k += 4) gradient<f32>(dz + k, y + k, a + k, b + k, c + k, out + k);
    dz += pixelBytes;
    y += pixelBytes;
    out += pixelBytes;
  }
}

/** Where a * dz + b * y + c stands: in `tile`, or in dz itself without coefficients. */
export function gradientTile(
  dz: usize, y: usize, a: usize, b: usize, c: usize, tile: usize, pixels: usize, pixelBytes: usize,
): usize {
  if (!a) return dz;
  loadGradient(dz, y, a, b, c, tile, pixels, pixelBytes);
  return tile;
}

function activateAffine(
  x: usize, affine: usize, relu6: bool, out: usize, pixels: usize, pixelBytes: usize,
): void {
  const low = lowest(relu6);
  const high = highest(relu6);
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const scale = affine + pixelBytes;
  const shift = scale + pixelBytes;
  for (const end = x + pixels * pixelBytes; x < end; x += pixelBytes, out += pixelBytes) {
    let k: usize = 0;
    for (; k + QUAD <= pixelBytes; k += QUAD) {
      const d = f32x4.sub(v128.load(x + k), v128.load(affine + k));
      const z = madd<v128>(d, v128.load(scale + k), v128.load(shift + k));
      v128.store(out + k, clamp<v128>(z, lows, highs));
    }
    for (; k < pixelBytes; k += 4) {
      const d = load<f32>(x + k) - load<f32>(affine + k);
      const z = madd<f32>(d, load<f32>(scale + k), load<f32>(shift + k));
      store<f32>(out + k, clamp<f32>(z, low, high));
    }
  }
}

function activate(x: usize, out: usize, bytes: usize): void {
  let k: usize = 0;
  for (; k + QUAD <= bytes; k += QUAD) {
    v128.store(out + k, clamp<v128>(v128.load(x + k), splat<v128>(0), splat<v128>(6)));
  }
  for (; k < bytes; k += 4) store<f32>(out + k, clamp<f32>(load<f32>(x + k), 0, 6));
}

// @ts-ignore: decorator
@inline
function gradient<T>(dz: usize, y: usize, a: usize, b: usize, c: usize, out: usize): void {
  const affine = madd<T>(load<T>(y), load<T>(b), load<T>(c));
  store<T>(out, madd<T>(load<T>(dz), load<T>(a), affine));
}
