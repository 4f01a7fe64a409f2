import { imagenetClasses } from '@mobilenext/mobilenext';

/** What a reader calls the classes of a run: those named by ImageNet's WordNet ids by their word. */
export function readableClasses(classes: readonly string[]): readonly string[] {
  const words = new Map(imagenetClasses().map(({ wordnetId, name }) => [wordnetId, name]));
  return classes.map((name) => words.get(name) ?? name);
}

/**
 * The names of a network's classes: its run's own or, where that has left none and there are as many
 * as in ImageNet, those of ImageNet; undefined where nothing tells.
 */
export function classNamesOf(
  classes: readonly string[] | undefined,
  numClasses: number,
): readonly string[] | undefined {
  if (classes) return readableClasses(classes);
  const usual = imagenetClasses();
  return numClasses === usual.length ? usual.map(({ name }) => name) : undefined;
}
