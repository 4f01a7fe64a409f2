import type { Absent } from '../compare/line-up.js';

/**
 * Who has no time, and why: one line for all that are not installed, one for each that failed or
 * cannot. A reason that several settings share is told once.
 */
export function absentLines(absent: readonly Absent[]): readonly string[] {
  const reasonsOf = (kind: Absent['kind']): string[] => [
    ...new Set(
      absent.filter((each) => each.kind === kind).map(({ name, reason }) => `${name}: ${reason}`),
    ),
  ];
  const missing = reasonsOf('missing');
  return [
    ...(missing.length > 0 ? [`not installed: ${missing.join('; ')}`] : []),
    ...reasonsOf('unable').map((line) => `left out: ${line}`),
    ...reasonsOf('failed').map((line) => `failed: ${line}`),
  ];
}
