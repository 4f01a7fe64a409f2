import { editDistance } from '@mobilenext/nn';

/** The known paths that a mistyped one most likely means, best first, at most three. */
export function nearestPaths(typed: string, known: readonly string[]): readonly string[] {
  const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  return known
    .map((path) => ({
      path,
      edits: Math.min(editDistance(typed, path), editDistance(lastOf(typed), lastOf(path)) + 1),
    }))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ path }) => path);
}
