import type { BackwardTensors, Load } from '../options.js';
import { affineOf, at, isActive } from './load.js';

/** Writes mean and biased variance of y [P, C] over its pixels. */
export function writeStatistics(
  y: Float32Array,
  channels: number,
  mean: Float32Array | undefined,
  variance: Float32Array | undefined,
): void {
  if (!mean || !variance) return;
  const pixels = y.length / channels;
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let p = 0; p < pixels; p++) sum += y[p * channels + c];
    let squares = 0;
    for (let p = 0; p < pixels; p++) squares += (y[p * channels + c] - sum / pixels) ** 2;
    mean[c] = sum / pixels;
    variance[c] = squares / pixels;
  }
}

/** What the end of a backward kernel writes. */
export type InputGradient = Load<Float32Array> &
  Pick<BackwardTensors<Float32Array>, 'dx' | 'xInvStd' | 'dBeta' | 'dGamma'>;

/** Writes dx = da * act'(z), and the two sums over pixels of batch norm's gradient. */
export function writeInputGradient(
  da: Float64Array,
  options: InputGradient,
  channels: number,
): void {
  const { x, affine, dx, xInvStd, dBeta, dGamma } = options;
  const beta = new Float64Array(channels);
  const gamma = new Float64Array(channels);
  da.forEach((value, i) => {
    const c = i % channels;
    const dz = isActive(options, i, channels) ? value : 0;
    if (dx) dx[i] = dz;
    beta[c] += dz;
    const [mean] = affineOf(affine, c, channels);
    gamma[c] += dz * (x[i] - mean) * at(xInvStd, c, 1);
  });
  dBeta?.set(beta);
  dGamma?.set(gamma);
}
