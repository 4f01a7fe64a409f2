/**
 * The known names nearest to a mistyped one, best first, at most three; none where all are too far
 * off to be meant. Upper and lower case are the same.
 */
export function nearestNames(typed: string, known: Iterable<string>): readonly string[] {
  return [...known]
    .filter((name) => Math.abs(name.length - typed.length) <= mostEdits(name))
    .map((name) => ({ name, edits: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= mostEdits(name))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name);
}

const mostEdits = (name: string): number => Math.max(2, name.length * 0.4);

/** Levenshtein's distance: insertions, deletions and replacements of one character. */
export function editDistance(a: string, b: string): number {
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
