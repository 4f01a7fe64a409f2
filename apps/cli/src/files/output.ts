import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { alreadyThere, badCall, unwritable } from '../frame/errors.js';

/**
 * Checks, before long work, that a file can be written: it does not exist or `force` is given, and
 * its folder, which is made, may be written to.
 *
 * @throws {CliError} `EXISTS`, `UNWRITABLE`, `USAGE` for a folder.
 */
export function prepareOutputFile(path: string, { force }: { readonly force: boolean }): void {
  if (existsSync(path)) {
    if (statSync(path).isDirectory()) throw badCall(`${path} is a folder: give the name of a file`);
    if (!force) throw alreadyThere(path);
  }
  makeFolder(dirname(resolve(path)), path);
}

/**
 * As {@link prepareOutputFile} for a folder that is to be filled; an empty one may exist.
 *
 * @throws {CliError} `EXISTS`, `UNWRITABLE`.
 */
export function prepareOutputFolder(path: string, { force }: { readonly force: boolean }): void {
  if (existsSync(path) && !statSync(path).isDirectory()) throw alreadyThere(path);
  makeFolder(resolve(path), path);
  if (!force && readdirSync(path).length > 0) throw alreadyThere(path);
}

function makeFolder(folder: string, wanted: string): void {
  try {
    for (const each of missingFolders(folder)) mkdirSync(each);
    // A file in the folder's place would pass the check of its permissions.
    readdirSync(folder);
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw unwritable(wanted, error);
  }
}

/** The outermost first. Node's own `recursive` never comes back from below /proc. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [...missingFolders(dirname(folder)), folder];
}
