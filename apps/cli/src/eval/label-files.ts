import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { imagenetClasses } from '@mobilenext/mobilenext';
import { requireFile } from '../files/require.js';
import { badCall } from '../frame/errors.js';

/**
 * ReaL's labels by a picture's name. The file is `real.json`: for each validation picture of
 * ImageNet, in the order of its number, the list of the labels that are right.
 *
 * @throws {CliError} `NOT_FOUND`, `USAGE` for another file
 */
export function readRealLabels(
  path: string,
  numClasses: number,
): (name: string) => readonly number[] | undefined {
  requireFile('file of ReaL labels', path);
  const lists = parse(path);
  const isLabel = (label: unknown): boolean =>
    Number.isInteger(label) && (label as number) >= 0 && (label as number) < numClasses;
  const wrong = lists.findIndex((labels) => !Array.isArray(labels) || !labels.every(isLabel));
  if (wrong >= 0) {
    throw badCall(`--real ${path}: entry ${wrong} is no list of labels below ${numClasses}`);
  }
  return (name) => {
    const [, number] = /^ILSVRC2012_val_(\d{8})\./.exec(basename(name)) ?? [];
    return number === undefined ? undefined : (lists[Number(number) - 1] as readonly number[]);
  };
}

function parse(path: string): readonly unknown[] {
  const wanted = `--real ${path}: must be real.json, a list of labels for each picture`;
  try {
    const lists: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (Array.isArray(lists)) return lists;
  } catch (error) {
    throw badCall(wanted, error);
  }
  throw badCall(wanted);
}

/**
 * Labels of the classes that a file lists by their name in the data, their index, or their WordNet
 * id, separated by blanks, commas or lines, or as a JSON array, whose names may hold blanks.
 *
 * @throws {CliError} `NOT_FOUND`, `USAGE` naming the word that is no class
 */
export function readClassSubset(path: string, classes: readonly string[]): readonly number[] {
  requireFile('file of classes', path);
  const words = wordsOf(path, readFileSync(path, 'utf8'));
  if (words.length === 0) throw badCall(`--classes ${path} lists no classes`);
  const places = new Map(classes.map((name, place) => [name, place]));
  const isImagenet = classes.length === imagenetClasses().length;
  const usual = isImagenet ? imagenetClasses() : [];
  const byId = new Map(usual.map(({ wordnetId, index }) => [wordnetId, index]));
  const labels = words.map((word) => {
    const index = /^\d+$/.test(word) ? Number(word) : undefined;
    const label = places.get(word) ?? byId.get(word) ?? index;
    if (label === undefined || label >= classes.length) {
      throw badCall(`--classes ${path}: '${word}' is none of the ${classes.length} classes`);
    }
    return label;
  });
  return [...new Set(labels)];
}

function wordsOf(path: string, text: string): readonly string[] {
  if (!text.trimStart().startsWith('[')) {
    return text.split(/[\s,"]+/).filter((word) => word !== '');
  }
  try {
    return (JSON.parse(text) as readonly unknown[]).map(String);
  } catch (error) {
    throw badCall(`--classes ${path}: begins as a JSON array and is none`, error);
  }
}
