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
  const isLog = of === 'probabilities';
  const sums = new Float64Array(pictures * classes).fill(isLog ? Number.NEGATIVE_INFINITY : 0);
  for (let row = 0; row < pictures * views; row++) {
    const scores = logits.subarray(row * classes, (row + 1) * classes);
    const to = Math.floor(row / views) * classes;
    const shift = isLog ? logOfSum(scores) + Math.log(views) : 0;
    scores.forEach((score, i) => {
      const sum = sums[to + i];
      sums[to + i] = isLog ? logAdd(sum, score - shift) : sum + score / views;
    });
  }
  return Float32Array.from(sums);
}

/** log(sum of exp), which stays finite where the powers would not. */
function logOfSum(logits: Float32Array): number {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY);
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

/** log(exp a + exp b); minus infinity, the logarithm of 0, adds nothing. */
function logAdd(a: number, b: number): number {
  const larger = Math.max(a, b);
  return larger === Number.NEGATIVE_INFINITY
    ? larger
    : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
}
