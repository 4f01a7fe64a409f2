import { activated, outputGradient } from './load.js';
import { writeInputGradient, writeStatistics } from './reductions.js';
import type { TwinOptions } from './tensors.js';
import { forEachTap } from './window.js';

/** y [N, OH, OW, C] = depthwise 3x3 convolution of the loaded input, and y's statistics. */
export function depthwiseForward(options: TwinOptions<'depthwiseForward'>): void {
  const { filter, y, mean, variance, channels } = options;
  const a = activated(options, channels);
  const sums = new Float64Array(y.length);
  forEachTap(options, (output, input, tap) => {
    for (let c = 0; c < channels; c++) {
      sums[output * channels + c] += a[input * channels + c] * filter[tap * channels + c];
    }
  });
  y.set(sums);
  writeStatistics(y, channels, mean, variance);
}

/** dFilter and dx of the same. */
export function depthwiseBackward(options: TwinOptions<'depthwiseBackward'>): void {
  const { x, filter, dFilter, dx, channels } = options;
  const a = activated(options, channels);
  const dy = outputGradient(options, channels);
  const da = new Float64Array(x.length);
  const sums = new Float64Array(dFilter.length);
  forEachTap(options, (output, input, tap) => {
    for (let c = 0; c < channels; c++) {
      const gradient = dy[output * channels + c];
      sums[tap * channels + c] += a[input * channels + c] * gradient;
      da[input * channels + c] += filter[tap * channels + c] * gradient;
    }
  });
  dFilter.set(sums);
  if (dx) writeInputGradient(da, options, channels);
}
