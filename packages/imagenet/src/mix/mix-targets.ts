import type { MixedFrom } from './mixing.js';

/**
 * Targets [N, classes] of a mixed batch: each label's `1 - smoothing` and its part of what is spread
 * over all classes, in the shares drawn. Source: timm `mixup_target`.
 */
export function mixTargets(
  labels: Int32Array,
  drawn: readonly MixedFrom[],
  { numClasses, smoothing }: { readonly numClasses: number; readonly smoothing: number },
): Float32Array {
  const { fround } = Math;
  const off = fround(smoothing / numClasses);
  const on = fround(1 - smoothing + smoothing / numClasses);
  const targets = new Float32Array(drawn.length * numClasses);
  drawn.forEach(({ own, partner, lambda }, row) => {
    const [share, rest] = [fround(lambda), fround(1 - lambda)];
    for (let label = 0; label < numClasses; label++) {
      const first = label === labels[own] ? on : off;
      const second = label === labels[partner] ? on : off;
      targets[row * numClasses + label] = fround(fround(first * share) + fround(second * rest));
    }
  });
  return targets;
}
