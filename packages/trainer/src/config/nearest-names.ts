/** The known paths that a mistyped one most likely means, best first, at most three. */
export function nearestNames(typed: string, known: readonly string[]): readonly string[] {
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

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = above[j] + (a[i] === b[j] ? 0 : 1);
      row.push(Math.min(replaced, above[j + 1] + 1, row[j] + 1));
    }
  }
  return row[b.length];
}
