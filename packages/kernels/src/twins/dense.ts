import { activated, outputGradient } from './load.js';
import { writeInputGradient, writeStatistics } from './reductions.js';
import type { TwinOptions } from './tensors.js';
import { forEachTap } from './window.js';

/** y [N, OH, OW, Cout] = 3x3 convolution of the loaded input, and y's statistics. */
export function denseForward(options: TwinOptions<'denseForward'>): void {
  const { filter, y, mean, variance, inChannels, outChannels } = options;
  const a = activated(options, inChannels);
  const sums = new Float64Array(y.length);
  forEachTap(options, (output, input, tap) => {
    for (let i = 0; i < inChannels; i++) {
      for (let o = 0; o < outChannels; o++) {
        const weight = filter[(tap * inChannels + i) * outChannels + o];
        sums[output * outChannels + o] += a[input * inChannels + i] * weight;
      }
    }
  });
  y.set(sums);
  writeStatistics(y, outChannels, mean, variance);
}

/** dFilter and dx of the same. */
export function denseBackward(options: TwinOptions<'denseBackward'>): void {
  const { x, filter, dFilter, dx, inChannels, outChannels } = options;
  const a = activated(options, inChannels);
  const dy = outputGradient(options, outChannels);
  const da = new Float64Array(x.length);
  const sums = new Float64Array(dFilter.length);
  forEachTap(options, (output, input, tap) => {
    for (let i = 0; i < inChannels; i++) {
      for (let o = 0; o < outChannels; o++) {
        const weight = (tap * inChannels + i) * outChannels + o;
        const gradient = dy[output * outChannels + o];
        sums[weight] += a[input * inChannels + i] * gradient;
        da[input * inChannels + i] += filter[weight] * gradient;
      }
    }
  });
  dFilter.set(sums);
  if (dx) writeInputGradient(da, options, inChannels);
}
