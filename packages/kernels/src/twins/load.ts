import type { BackwardTensors, Load } from '../options.js';

type Channels = Float32Array | undefined;

/** act((x - mean) * scale + shift) of every value; channels are innermost. */
export function activated({ x, affine, relu6 }: Load<Float32Array>, channels: number) {
  return Float64Array.from(x, (value, i) => {
    const [mean, scale, shift] = affineOf(affine, i % channels, channels);
    const z = (value - mean) * scale + shift;
    return relu6 ? Math.min(Math.max(z, 0), 6) : z;
  });
}

/** a * dz + b * y + c of every value, or dz without a. */
export function outputGradient(
  { dz, y, a, b, c }: Pick<BackwardTensors<Float32Array>, 'dz' | 'y' | 'a' | 'b' | 'c'>,
  channels: number,
) {
  return Float64Array.from(dz, (value, i) => {
    const k = i % channels;
    return a ? a[k] * value + at(b, k, 0) * at(y, i, 0) + at(c, k, 0) : value;
  });
}

/** Whether act' is 1 there; z is rounded as in float32, so that edges fall on the kernels' side. */
export function isActive(
  { x, affine, relu6 }: Load<Float32Array>,
  i: number,
  channels: number,
): boolean {
  if (!relu6) return true;
  const [mean, scale, shift] = affineOf(affine, i % channels, channels);
  const z = Math.fround(Math.fround(Math.fround(x[i] - mean) * scale) + shift);
  return z > 0 && z < 6;
}

/** The value at i, or what a missing array stands for. */
export function at(values: Channels, i: number, missing: number): number {
  return values ? values[i] : missing;
}

/** Mean, scale and shift of a channel. */
export function affineOf(affine: Channels, c: number, channels: number): readonly number[] {
  return affine ? [affine[c], affine[channels + c], affine[2 * channels + c]] : [0, 1, 0];
}
