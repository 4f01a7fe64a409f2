import { readFileSync } from 'node:fs';
import { badCall } from '../frame/errors.js';
import { requireFile } from '../files/require.js';

/**
 * Class names by id from a file: a JSON array, or one a line, each perhaps after its id as in
 * PaddleClas's lists (`172 whippet`).
 *
 * @throws {CliError} `NOT_FOUND`, `USAGE` for a file without names.
 */
export function readLabels(path: string): readonly string[] {
  requireFile('label file', path);
  const text = readFileSync(path, 'utf8').trim();
  const labels = text.startsWith('[') ? fromJson(text, path) : fromLines(text.split(/\r?\n/));
  if (labels.length === 0) throw badCall(`--labels ${path} holds no names`);
  return labels;
}

/** @throws {CliError} `USAGE` where names are not as many as the network's classes. */
export function checkLabelCount(path: string, labels: readonly string[], numClasses: number): void {
  if (labels.length === numClasses) return;
  throw badCall(
    `--labels ${path} holds ${labels.length} names, the network has ${numClasses} classes: give one name for each`,
  );
}

/** The name of a class; a class without one is `class 172`. */
export const labelOf = (labels: readonly string[] | undefined, id: number): string =>
  labels?.[id] ?? `class ${id}`;

function fromLines(lines: readonly string[]): readonly string[] {
  const named = lines.map((line) => /^(\d+)[\s,]+(.+)$/.exec(line));
  if (!named.every((match) => match !== null)) return lines.filter((line) => line.trim() !== '');
  const labels: string[] = [];
  for (const [, id, name] of named) labels[Number(id)] = name.trim();
  return labels;
}

function fromJson(text: string, path: string): readonly string[] {
  const wanted = `--labels ${path}: must be a JSON array of names, or a name on each line`;
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch (error) {
    throw badCall(wanted, error);
  }
  throw badCall(wanted);
}
