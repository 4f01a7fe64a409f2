import { readFile } from 'node:fs/promises';
import { badClassMap, dataMissing } from '../errors.js';
import { MOST_CLASSES } from './sample-labels.js';

/**
 * Class names by index from a file that decides it: lines "name index", or names alone, which count
 * from 0; or JSON: an array of names, names with their index, or indices with a name or with
 * Keras's [WordNet id, name].
 *
 * @returns names, position = label, for `openDataset(path, { classes })`
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_CLASSES`
 */
export async function readClassMap(path: string): Promise<readonly string[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw dataMissing(path, error);
  });
  const content = text.replace(/^\ufeff/, '').trim();
  const entries = /^[[{]/.test(content) ? entriesOfJson(path, content) : entriesOfLines(content);
  return namesOf(path, entries);
}

type Entry = readonly [name: string, index: number];

function entriesOfLines(content: string): readonly Entry[] {
  const lines = content.split(/\r?\n/).filter((line) => line.trim() !== '');
  const pairs = lines.map((line) => /^(.+?)\s+(\d+)$/.exec(line.trim()));
  return lines.map((line, i) => {
    const pair = pairs[i];
    // A list of names alone may hold one that ends in a number.
    return pair && pairs.every((each) => each !== null)
      ? [pair[1], Number(pair[2])]
      : [line.trim(), i];
  });
}

function entriesOfJson(path: string, content: string): readonly Entry[] {
  const value = parse(path, content);
  if (Array.isArray(value)) {
    if (!value.every((name) => typeof name === 'string')) throw badClassMap(path, 'holds no names');
    return value.map((name: string, index) => [name, index]);
  }
  return Object.entries(value as Readonly<Record<string, unknown>>).map(([key, item]) => {
    if (typeof item === 'number') return [key, item];
    const [name] = Array.isArray(item) ? (item as readonly unknown[]) : [item];
    if (typeof name !== 'string') throw badClassMap(path, `says nothing useful of ${key}`);
    return [name, Number(key)];
  });
}

function parse(path: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw badClassMap(path, 'is no JSON');
  }
}

function namesOf(path: string, entries: readonly Entry[]): readonly string[] {
  if (entries.length === 0) throw badClassMap(path, 'is empty');
  const names: string[] = [];
  const indices = new Map<string, number>();
  for (const [name, index] of entries) {
    if (!Number.isInteger(index) || index < 0 || index >= MOST_CLASSES) {
      throw badClassMap(path, `gives ${name} the index ${index}`);
    }
    if (names[index] !== undefined) {
      throw badClassMap(path, `gives the index ${index} to ${names[index]} and to ${name}`);
    }
    if (indices.has(name)) throw badClassMap(path, `names ${name} twice`);
    names[index] = name;
    indices.set(name, index);
  }
  if (names.length !== entries.length) {
    const gap = Array.from(names).findIndex((name) => name === undefined);
    throw badClassMap(path, `gives no class the index ${gap}`);
  }
  return names;
}
