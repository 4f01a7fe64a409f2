import { scientific } from '../format/numbers.js';
import { formatTable } from '../format/table.js';
import type { CaseResult } from './check-logits.js';
import type { CheckpointComparison, Departure } from './compare-checkpoints.js';

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
export function checkpointLines(comparison: CheckpointComparison): string {
  const { compared, first, departures, onOneSide, maxAbsDifference, maxRelativeDifference } =
    comparison;
  const largest = `${scientific(maxAbsDifference)}, ${scientific(maxRelativeDifference)} of a tensor's largest value`;
  const lone = onOneSide > 0 ? `${onOneSide} of them on one side alone, ` : '';
  const sum = `${compared} tensors compared, largest difference ${largest}`;
  return first === null
    ? `no tensor differs (${sum})\n`
    : `${first.key} differs first: ${reasonOf(first)}\n${departures} of ${compared + onOneSide} tensors ${departures === 1 ? 'differs' : 'differ'} (${lone}${sum})\n`;
}

function reasonOf({ reason, shapes: [a, b], maxAbsDifference = 0, at }: Departure): string {
  switch (reason) {
    case 'missing':
      return a === null ? 'only the second has it' : 'only the first has it';
    case 'shape':
      return `shapes [${a?.join(',')}] and [${b?.join(',')}]`;
    case 'values':
      return `by ${scientific(maxAbsDifference)} at element ${at}`;
  }
}
