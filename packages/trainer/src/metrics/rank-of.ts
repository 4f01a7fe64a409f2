/**
 * Position of a row's label in its ranking: 0 is the largest logit. Equal logits rank by class
 * number, and NaN before everything, so that a broken network never looks good.
 */
export function rankOf(logits: Float32Array, label: number): number {
  const own = logits[label];
  let rank = 0;
  for (let c = 0; c < logits.length; c++) {
    if (c !== label && (!(logits[c] <= own) || (logits[c] === own && c < label))) rank++;
  }
  return rank;
}
