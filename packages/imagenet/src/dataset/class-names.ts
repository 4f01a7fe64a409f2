import { unknownClass } from '../errors.js';

/** Labels by the place of each class in `classes`. @throws {ImagenetError} `DATA_CLASSES` */
export function labelsOf(
  path: string,
  classOfEach: readonly string[],
  classes: readonly string[],
): Int32Array {
  const places = new Map(classes.map((name, place) => [name, place]));
  return Int32Array.from(classOfEach, (name) => {
    const label = places.get(name);
    if (label === undefined) throw unknownClass(path, name);
    return label;
  });
}

/** As Python sorts, so that labels agree with torchvision's and PaddleClas's. */
export const sortedNames = (names: Iterable<string>): readonly string[] =>
  [...new Set(names)].sort(byCodePoint);

function byCodePoint(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  const differ = left.findIndex((character, i) => character !== right[i]);
  if (differ < 0) return left.length - right.length;
  return differ < right.length
    ? Number(left[differ].codePointAt(0)) - Number(right[differ].codePointAt(0))
    : 1;
}

/** Classes called by their number, up to the largest label. */
export function numberedClasses(labels: readonly number[]): readonly string[] {
  const last = labels.reduce((largest, label) => Math.max(largest, label), 0);
  return Array.from({ length: last + 1 }, (_, label) => String(label));
}
