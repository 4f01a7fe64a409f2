import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SetPaths } from '../data-sets/open-sets.js';
import { missingFlag } from '../frame/errors.js';
import { unknownData } from './errors.js';
import { DATA_FILE, type RunDirectory } from './run-directory.js';

/** Where pictures are, and where and how they are kept decoded. */
export interface RunPaths extends SetPaths {
  readonly cache?: string;
  /** Longest short side of the training pictures that are kept. */
  readonly cacheSide?: number;
}

type Given = Partial<RunPaths>;

const CACHE = ['cache', 'cacheSide'] as const;
const ALL = ['data', 'test', 'trainList', 'testList', 'classMap', ...CACHE] as const;

/**
 * Where the pictures of a run are: as given or, in a run that goes on, as it was begun. How they are
 * kept decoded stays even where they are somewhere else now, for it may decide what is seen of them.
 *
 * @throws {CliError} `USAGE` if neither tells.
 */
export function dataPaths(given: Given, { directory, resume }: RunDirectory): RunPaths {
  const { data } = given;
  const begun = resume ? readPaths(join(directory, DATA_FILE)) : {};
  if (data !== undefined) return { ...picked(begun, CACHE), ...picked(given, ALL), data };
  if (!resume) throw missingFlag('--data', 'is missing: a folder of pictures');
  if (begun.data === undefined) throw unknownData(directory);
  return { ...begun, ...picked(given, ALL), data: begun.data };
}

const readPaths = (path: string): Given =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Given) : {};

/** Keeps the paths with a run, whole, so that it can go on from another folder too. */
export function keepDataPaths(paths: RunPaths, { directory }: RunDirectory): void {
  const whole = Object.entries(picked(paths, ALL)).map(([name, value]) => [
    name,
    typeof value === 'string' ? resolve(value) : value,
  ]);
  const json = JSON.stringify(Object.fromEntries(whole), null, 2);
  writeFileSync(join(directory, DATA_FILE), `${json}\n`);
}

const picked = (given: Given, names: readonly (keyof Given)[]): Given =>
  Object.fromEntries(
    names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  );
