import { activated, outputGradient } from './load.js';
import { writeInputGradient, writeStatistics } from './reductions.js';
import type { TwinOptions } from './tensors.js';

/** y [P, Cout] = act(affine(x [P, Cin])) times filter [Cin, Cout], and y's statistics. */
export function pointwiseForward(options: TwinOptions<'pointwiseForward'>): void {
  const { filter, y, mean, variance, pixels, inChannels, outChannels } = options;
  const a = activated(options, inChannels);
  for (let p = 0; p < pixels; p++) {
    for (let o = 0; o < outChannels; o++) {
      let sum = 0;
      for (let i = 0; i < inChannels; i++) {
        sum += a[p * inChannels + i] * filter[i * outChannels + o];
      }
      y[p * outChannels + o] = sum;
    }
  }
  writeStatistics(y, outChannels, mean, variance);
}

/** dFilter = transpose of the loaded input times dy; dx = dy times the transposed filter. */
export function pointwiseBackward(options: TwinOptions<'pointwiseBackward'>): void {
  const { filter, dFilter, dx, pixels, inChannels, outChannels } = options;
  const a = activated(options, inChannels);
  const dy = outputGradient(options, outChannels);
  const da = new Float64Array(pixels * inChannels);
  for (let i = 0; i < inChannels; i++) {
    for (let o = 0; o < outChannels; o++) {
      let sum = 0;
      for (let p = 0; p < pixels; p++) {
        sum += a[p * inChannels + i] * dy[p * outChannels + o];
        da[p * inChannels + i] += dy[p * outChannels + o] * filter[i * outChannels + o];
      }
      dFilter[i * outChannels + o] = sum;
    }
  }
  if (dx) writeInputGradient(da, options, inChannels);
}
