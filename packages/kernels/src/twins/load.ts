import type { BackwardTensors, Load } from '../options.js';

type Channels = Float32Array | undefined;

/** act(x * scale + shift) of every value; channels are innermost. */
export function activated({ x, scale, shift, relu6 }: Load<Float32Array>, channels: number) {
  return Float64Array.from(x, (value, i) => {
    const z = value * at(scale, i % channels, 1) + at(shift, i % channels, 0);
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
  { x, scale, shift, relu6 }: Load<Float32Array>,
  i: number,
  channels: number,
): boolean {
  if (!relu6) return true;
  const scaled = Math.fround(x[i] * at(scale, i % channels, 1));
  const z = Math.fround(scaled + at(shift, i % channels, 0));
  return z > 0 && z < 6;
}

/** The value at i, or what a missing array stands for. */
export function at(values: Channels, i: number, missing: number): number {
  return values ? values[i] : missing;
}
