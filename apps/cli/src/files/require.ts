import { statSync } from 'node:fs';
import { badCall, notFound } from '../frame/errors.js';

/** @throws {CliError} `NOT_FOUND` if there is nothing at the path, `USAGE` if it is a folder. */
export function requireFile(what: string, path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw notFound(what, path, 'give the path of a file');
  if (stats.isDirectory()) throw badCall(`${what} ${path} is a folder: give the path of a file`);
}

/** @throws {CliError} `NOT_FOUND` if there is nothing at the path. */
export function requirePath(what: string, path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw notFound(what, path, 'give the path of a folder or list');
}
