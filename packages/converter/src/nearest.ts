/** The candidates with the fewest edits from a name, nearest first; none that share too little. */
export function nearest(name: string, candidates: Iterable<string>, count: number): string[] {
  return [...candidates]
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= name.length / 2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance: insertions, deletions and replacements of single characters. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
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
