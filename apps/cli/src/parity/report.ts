import type { TensorComparison, TensorDeparture } from '@mobilenext/converter';
import { scientific } from '../format/numbers.js';
import { formatTable } from '../format/table.js';
import type { CaseResult } from './check-logits.js';
import type { TwoLogits } from './logits-of-two.js';

/** The cases as a table, errors relative to the largest true logit. */
export function logitsTable(
  results: readonly CaseResult[],
  settings: { readonly backend: string; readonly tolerance: number; readonly maxRatio: number },
): string {
  const rows = results.map(({ name, relativeError, peerRelativeError, top1Agrees, passed }) => [
    name,
    scientific(relativeError),
    peerRelativeError === undefined ? '' : scientific(peerRelativeError),
    peerRelativeError ? (relativeError / peerRelativeError).toFixed(2) : '',
    top1Agrees ? 'agrees' : 'differs',
    passed ? 'passed' : 'FAILED',
  ]);
  const { backend, tolerance, maxRatio } = settings;
  const columns = [
    { title: 'case' },
    { title: 'error', align: 'right' },
    { title: "PyTorch's", align: 'right' },
    { title: 'ratio', align: 'right' },
    { title: 'top-1' },
    { title: '' },
  ] as const;
  return `${formatTable(columns, rows)}\nbackend ${backend}; error of logits relative to the largest; limits: ${scientific(tolerance)}, ratio ${maxRatio}\n`;
}

/** What the comparison of two checkpoints found, in a line or two. */
export function checkpointLines(comparison: TensorComparison): string {
  const { compared, first, departures, onOneSide, maxAbsDifference, maxRelativeDifference } =
    comparison;
  const largest = `${scientific(maxAbsDifference)}, ${scientific(maxRelativeDifference)} of a tensor's largest value`;
  const lone = onOneSide > 0 ? `${onOneSide} of them on one side alone, ` : '';
  const sum = `${compared} tensors compared, largest difference ${largest}`;
  return first === null
    ? `no tensor differs (${sum})\n`
    : `${first.key} differs first: ${reasonOf(first)}\n${departures} of ${compared + onOneSide} tensors ${departures === 1 ? 'differs' : 'differ'} (${lone}${sum})\n`;
}

/** How far the logits of two checkpoints are from each other. */
export function logitsLine({ pictures, sizes, random, maxAbsError, ...rest }: TwoLogits): string {
  const { relativeError, top1Agrees, assumed } = rest;
  const what = `${pictures}${random ? ' random' : ''} ${pictures === 1 ? 'picture' : 'pictures'} of ${sizes.join(', ')}`;
  const taken = assumed.length > 0 ? ` (${assumed.join(' and ')} taken, as neither says)` : '';
  return `logits of ${what} differ by ${scientific(maxAbsError)}, ${scientific(relativeError)} of the largest; top-1 ${top1Agrees ? 'agrees' : 'differs'}${taken}\n`;
}

function reasonOf({ reason, shapes: [a, b], maxAbsDifference = 0, at }: TensorDeparture): string {
  switch (reason) {
    case 'missing':
      return a === null ? 'only the second has it' : 'only the first has it';
    case 'shape':
      return `shapes [${a?.join(',')}] and [${b?.join(',')}]`;
    case 'values':
      return `by ${scientific(maxAbsDifference)} at element ${at}`;
  }
}
