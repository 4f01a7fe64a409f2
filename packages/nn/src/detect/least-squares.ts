/** Of the largest sum of squares: below it a pivot is what rounding has left. */
const SMALLEST_PIVOT = 1e-12;

/**
 * The x that brings the rows' products with it nearest to the targets, by the normal equations;
 * undefined where they leave it open.
 */
export function leastSquares(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
): readonly number[] | undefined {
  const size = rows[0]?.length ?? 0;
  const sumOf = (value: (row: readonly number[], i: number) => number): number =>
    rows.reduce((sum, row, i) => sum + value(row, i), 0);
  const system = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => sumOf((row) => row[i] * row[j])),
    sumOf((row, k) => row[i] * targets[k]),
  ]);
  const largest = Math.max(...system.map((row, i) => Math.abs(row[i])));
  for (let i = 0; i < size; i++) {
    // The largest of the column as the pivot: a small one would magnify rounding.
    const order = system.slice(i).sort((a, b) => Math.abs(b[i]) - Math.abs(a[i]));
    system.splice(i, size - i, ...order);
    if (!(Math.abs(system[i][i]) > largest * SMALLEST_PIVOT)) return undefined;
    system.forEach((row, k) => {
      if (k === i) return;
      const factor = row[i] / system[i][i];
      row.forEach((_, j) => {
        row[j] -= factor * system[i][j];
      });
    });
  }
  return system.map((row, i) => row[size] / row[i]);
}
