import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { requireFile } from '../files/require.js';
import { badCall, reasonOf } from '../frame/errors.js';

/** A value at the end of a path in a settings file. */
export type Leaf = string | number | boolean | readonly unknown[];

/** Settings by their dotted path, `Optimizer.lr.learning_rate`, in the order of the file. */
export type Settings = ReadonlyMap<string, Leaf>;

/** A number that may be written as a division, `1.0/3.0`; anything else as it is. */
export function valueOf(value: Leaf): Leaf {
  const [, above, below] = /^([\d.]+) *\/ *([\d.]+)$/.exec(String(value)) ?? [];
  return above === undefined ? value : Number(above) / Number(below);
}

/**
 * Reads PaddleClas's `-c FILE -o Section.key=value ...`. Lists of named entries
 * (`- CELoss: {epsilon: 0.1}`) are walked by name; what is null counts as not set.
 *
 * @throws {CliError} `NOT_FOUND` for a missing file, `USAGE` for what cannot be read.
 */
export function readSettings(options: {
  readonly file?: string;
  readonly overrides: readonly string[];
}): Settings {
  const tree = options.file === undefined ? {} : readTree(options.file);
  const settings = new Map<string, Leaf>();
  flatten(tree, '', settings);
  for (const override of options.overrides) {
    const [path, value] = splitOverride(override);
    remove(settings, path);
    flatten(value, path, settings);
  }
  return settings;
}

/** `Section.key=value` as path and value, the value read as YAML. @throws {CliError} `USAGE`. */
function splitOverride(text: string): readonly [path: string, value: unknown] {
  const [, path, value] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (path === undefined) throw badCall(`'${text}': must be KEY=VALUE, as epochs=5`);
  return [path, parseYaml(value, `the value of ${path}`)];
}

function readTree(file: string): unknown {
  requireFile('settings file', file);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw badCall(`-c ${file} cannot be read: ${reasonOf(error)}`, error);
  }
  return parseYaml(text, `-c ${file}`);
}

function parseYaml(text: string, what: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw badCall(`${what} is no YAML (${reasonOf(error).split('\n')[0]})`, error);
  }
}

function flatten(value: unknown, path: string, into: Map<string, Leaf>): void {
  if (value === null || value === undefined) return;
  if (isNamedList(value)) {
    for (const entry of value) flatten(entry, path, into);
  } else if (typeof value === 'object' && !Array.isArray(value)) {
    for (const [key, below] of Object.entries(value)) {
      // An operation without settings of its own (`- RandFlipImage:`) still asks for itself.
      const isBare = below === null && /^[A-Z]/.test(key);
      flatten(isBare ? true : below, path === '' ? key : `${path}.${key}`, into);
    }
  } else {
    into.set(path, value as Leaf);
  }
}

/** `[{CELoss: {...}}, {TopkAcc: {...}}]` */
const isNamedList = (value: unknown): value is readonly object[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((entry) => entry !== null && typeof entry === 'object' && !Array.isArray(entry));

function remove(settings: Map<string, Leaf>, path: string): void {
  for (const key of [...settings.keys()]) {
    if (key === path || key.startsWith(`${path}.`)) settings.delete(key);
  }
}
