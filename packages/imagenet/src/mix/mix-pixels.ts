import { roundHalfEven } from '@mobilenext/pictures';
import type { MixedFrom } from './mixing.js';

/**
 * A batch [N,H,W,C] mixed as drawn: bytes rounded half to even, float32 as they are. Sums are of
 * float32 products, as in timm, PyTorch and Paddle.
 */
export function mixPixels<T extends Uint8Array | Float32Array>(
  pixels: T,
  shape: readonly [number, number, number, number],
  drawn: readonly MixedFrom[],
): T {
  const [, height, width, channels] = shape;
  const length = height * width * channels;
  const isBytes = pixels instanceof Uint8Array;
  const mixed = isBytes
    ? new Uint8Array(drawn.length * length)
    : new Float32Array(drawn.length * length);
  drawn.forEach(({ own, partner, lambda, box }, i) => {
    const from = pixels.subarray(own * length, (own + 1) * length);
    const other = pixels.subarray(partner * length, (partner + 1) * length);
    const to = mixed.subarray(i * length, (i + 1) * length);
    to.set(from);
    if (box) {
      for (let y = box.top; y < box.bottom; y++) {
        const begin = (y * width + box.left) * channels;
        const end = (y * width + box.right) * channels;
        if (end > begin) to.set(other.subarray(begin, end), begin);
      }
    } else if (lambda !== 1) {
      blend(from, other, lambda, to, isBytes);
    }
  });
  return mixed as T;
}

function blend(
  from: Uint8Array | Float32Array,
  other: Uint8Array | Float32Array,
  lambda: number,
  to: Uint8Array | Float32Array,
  isBytes: boolean,
): void {
  const { fround } = Math;
  const own = fround(lambda);
  const rest = fround(1 - lambda);
  for (let i = 0; i < to.length; i++) {
    const value = fround(fround(from[i] * own) + fround(other[i] * rest));
    to[i] = isBytes ? roundHalfEven(value) : value;
  }
}
