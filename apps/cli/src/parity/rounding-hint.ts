import type { TensorComparison, TensorMap } from '@mobilenext/converter';
import type { CaseResult } from './check-logits.js';
import type { TwoLogits } from './logits-of-two.js';

/** Types of half precision, and how far rounding to nearest moves a value, as a share of it. */
const HALVES = [
  { dtype: 'F16', words: 'float16', rounding: 2 ** -11 },
  { dtype: 'BF16', words: 'bfloat16', rounding: 2 ** -8 },
] as const;

/** Where a batch norm of rounded parameters is folded, a few roundings add up. */
const ROUNDINGS_OF_TENSORS = 4;
/** Behind 74 layers: a golden network's logits differ by 54 roundings to float16, 25 to bfloat16. */
const ROUNDINGS_OF_LOGITS = 64;

/** Checkpoints by their paths. */
type Named = readonly (readonly [path: string, tensors: TensorMap])[];

/**
 * What to add to the error that two checkpoints differ: that one of them is stored in half
 * precision, and a tolerance that lets its rounding pass. Nothing if they are further apart.
 *
 * @param found.logits are compared where both are the same network.
 */
export function hintForTwo(
  checkpoints: Named,
  { comparison, logits }: { readonly comparison: TensorComparison; readonly logits: TwoLogits },
): string {
  const half = roughest(checkpoints);
  const { maxRelativeDifference, maxAbsDifference } = comparison;
  const most = ROUNDINGS_OF_TENSORS * (half?.rounding ?? 0);
  if (!half || maxRelativeDifference === 0 || maxRelativeDifference > most) return '';
  const needed = Math.max(maxAbsDifference, logits.relativeError);
  if (!Number.isFinite(needed)) return '';
  return `: ${half.path} is stored in ${half.words}, and rounding to it moves values as far; --tolerance ${roundedUp(needed)} lets that pass`;
}

/**
 * What to add to the error that logits are not the true ones, where rounding may be why: whether the
 * truth is that of rounded parameters nothing tells.
 */
export function hintForTruth(
  path: string,
  tensors: TensorMap,
  missed: readonly CaseResult[],
  maxRatio: number,
): string {
  const half = roughest([[path, tensors]]);
  const needed = Math.max(...missed.map(({ relativeError }) => relativeError));
  // Not a number is no error that a tolerance lets pass.
  if (!half || !(needed <= ROUNDINGS_OF_LOGITS * half.rounding)) return '';
  const highest = Math.max(
    ...missed.map(
      ({ relativeError, peerRelativeError = Infinity }) => relativeError / peerRelativeError,
    ),
  );
  if (!Number.isFinite(highest)) return '';
  const ratio = highest > maxRatio ? ` --max-ratio ${Math.ceil(highest)}` : '';
  return `: it is stored in ${half.words}, and rounding to it moves logits as far; if the true ones are of parameters that were not rounded, --tolerance ${roundedUp(needed)}${ratio} lets that pass`;
}

function roughest(checkpoints: Named) {
  const found = checkpoints.flatMap(([path, tensors]) => {
    const dtypes = new Set([...tensors.values()].map(({ dtype }) => dtype));
    return HALVES.filter(({ dtype }) => dtypes.has(dtype)).map((half) => ({ ...half, path }));
  });
  return found.toSorted((a, b) => b.rounding - a.rounding).at(0);
}

/** To one digit, `5e-4`, not below it. */
function roundedUp(value: number): string {
  const unit = 10 ** Math.floor(Math.log10(value));
  return (Math.ceil(value / unit) * unit).toExponential(0);
}
