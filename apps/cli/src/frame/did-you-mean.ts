import { nearestNames } from '@mobilenext/core';

/** `; did you mean a or b?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const names = nearestNames(name, known);
  return names.length === 0 ? '' : `; did you mean ${names.join(' or ')}?`;
}
