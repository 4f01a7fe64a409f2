import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SetPaths } from '../data-sets/open-sets.js';
import { missingFlag } from '../frame/errors.js';
import { unknownData } from './errors.js';
import { DATA_FILE, type RunDirectory } from './run-directory.js';

const NAMES = ['data', 'test', 'trainList', 'testList', 'classMap'] as const;

type Given = { readonly [Name in (typeof NAMES)[number]]?: string };

/**
 * Where the pictures of a run are: as given or, in a run that goes on, as it was begun.
 *
 * @throws {CliError} `USAGE` if neither tells.
 */
export function dataPaths(given: Given, { directory, resume }: RunDirectory): SetPaths {
  const { data } = given;
  if (data !== undefined) return { ...picked(given), data };
  if (!resume) throw missingFlag('--data', 'is missing: a folder of pictures');
  const path = join(directory, DATA_FILE);
  if (!existsSync(path)) throw unknownData(directory);
  return { ...(JSON.parse(readFileSync(path, 'utf8')) as SetPaths), ...picked(given) };
}

/** Keeps the paths with a run, whole, so that it can go on from another folder too. */
export function keepDataPaths(paths: SetPaths, { directory }: RunDirectory): void {
  const whole = Object.entries(picked(paths)).map(([name, path]) => [name, resolve(path)]);
  const json = JSON.stringify(Object.fromEntries(whole), null, 2);
  writeFileSync(join(directory, DATA_FILE), `${json}\n`);
}

const picked = (given: Given): Given =>
  Object.fromEntries(
    NAMES.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
