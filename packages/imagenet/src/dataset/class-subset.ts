import type { Dataset } from './dataset.js';

/**
 * The pictures of some classes of a data set, in its order. Labels and class names stay those of
 * the whole; closing it closes the whole.
 *
 * @param classes labels
 */
export function classSubset(dataset: Dataset, classes: Iterable<number>): Dataset {
  const wanted = new Set(classes);
  const all = Array.from({ length: dataset.length }, (_, index) => index);
  const kept = all.filter((index) => wanted.has(dataset.label(index)));
  // A place that does not exist stays one, and the whole says so.
  const placeOf = (index: number): number => kept[index] ?? -1;
  return {
    ...{ name: dataset.name, split: dataset.split, classes: dataset.classes },
    length: kept.length,
    label: (index) => dataset.label(placeOf(index)),
    nameOf: (index) => dataset.nameOf(placeOf(index)),
    read: async (index) => dataset.read(placeOf(index)),
    close: () => dataset.close(),
  };
}
