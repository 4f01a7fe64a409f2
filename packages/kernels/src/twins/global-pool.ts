import type { TwinOptions } from './tensors.js';

/** out [N, C] = mean over the pixels of x [N, P, C]. */
export function globalPool(options: TwinOptions<'globalPool'>): void {
  const { x, out, batch, pixels, channels } = options;
  for (let n = 0; n < batch; n++) {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let p = 0; p < pixels; p++) sum += x[(n * pixels + p) * channels + c];
      out[n * channels + c] = sum / pixels;
    }
  }
}

/** dx [N, P, C] = dOut [N, C] / P. */
export function globalPoolGradient(options: TwinOptions<'globalPoolGradient'>): void {
  const { dOut, dx, pixels, channels } = options;
  dx.forEach((_, i) => {
    const picture = Math.floor(i / (pixels * channels));
    dx[i] = dOut[picture * channels + (i % channels)] / pixels;
  });
}
