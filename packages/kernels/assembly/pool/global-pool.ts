// Global average pooling.
import { addInto } from '../common/add';
import { QUAD, mul, splat } from '../common/lanes';

/** out [N, C] = mean over the pixels of x [N, P, C]. */
export function globalPool(
  x: usize, out: usize, batch: usize, pixels: usize, channels: usize,
): void {
  const pixelBytes = channels * 4;
  for (let n: usize = 0; n < batch; n++, out += pixelBytes) {
    memory.fill(out, 0, pixelBytes);
    for (let p: usize = 0; p < pixels; p++, x += pixelBytes) addInto(out, x, pixelBytes);
    scaleInto(out, out, 1 / <f32>pixels, pixelBytes);
  }
}

/** dx [N, P, C] = dOut [N, C] / P. */
export function globalPoolGradient(
  dOut: usize, dx: usize, batch: usize, pixels: usize, channels: usize,
): void {
  const pixelBytes = channels * 4;
  for (let n: usize = 0; n < batch; n++, dOut += pixelBytes) {
    for (let p: usize = 0; p < pixels; p++, dx += pixelBytes) {
      scaleInto(dx, dOut, 1 / <f32>pixels, pixelBytes);
    }
  }
}

/** to = from * factor, `bytes` long. */
function scaleInto(to: usize, from: usize, factor: f32, bytes: usize): void {
  let k: usize = 0;
  for (; k + QUAD <= bytes; k += QUAD) scaleAt<v128>(to + k, from + k, factor);
  for (; k < bytes; k += 4) scaleAt<f32>(to + k, from + k, factor);
}

// @ts-ignore: decorator
@inline
function scaleAt<T>(to: usize, from: usize, factor: f32): void {
  store<T>(to, mul<T>(load<T>(from), splat<T>(factor)));
}
