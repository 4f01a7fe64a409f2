/** What several views of a picture are averaged in. */
export type ViewAverage = 'logits' | 'probabilities';

/**
 * Logits [n * views, classes] of the views of each picture, averaged to [n, classes]; where their
 * probabilities are averaged, the result is the logarithm of that, which is a logit as well.
 */
export function averaged(
  logits: Float32Array,
  how: { readonly classes: number; readonly views: number; readonly of: ViewAverage },
): Float32Array {
  const { classes, views, of } = how;
  if (views === 1) return logits;
  const pictures = logits.length / classes / views;
  const sums = new Float64Array(pictures * classes);
  for (let row = 0; row < pictures * views; row++) {
    const scores = logits.subarray(row * classes, (row + 1) * classes);
    const added = of === 'logits' ? scores : softmax(scores);
    const to = Math.floor(row / views) * classes;
    added.forEach((value, i) => {
      sums[to + i] += value / views;
    });
  }
  return Float32Array.from(sums, of === 'logits' ? (sum) => sum : Math.log);
}

function softmax(logits: Float32Array): Float64Array {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
