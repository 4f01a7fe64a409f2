import type { TwinOptions } from './tensors.js';

/** sums [12, 4] += iterations * x * y, added one by one; x and y [4]. */
export function peakMultiplyAdds(options: TwinOptions<'peakMultiplyAdds'>): void {
  const { x, y, sums, iterations } = options;
  for (let i = 0; i < iterations; i++) {
    sums.forEach((sum, at) => {
      sums[at] = sum + x[at % 4] * y[at % 4];
    });
  }
}
