import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { badCall, notFound } from '../frame/errors.js';

/** A picture to read: a file, or what is piped in. */
export type PictureSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'stdin' };

const PICTURES = '**/*.{jpg,jpeg,png,webp,gif,tif,tiff,bmp}';

/**
 * The pictures that are meant by files, folders (with all below), globs and `-` for stdin, in the
 * order given, those of a folder or glob sorted by name.
 *
 * @throws {CliError} `NOT_FOUND`; `USAGE` for a folder without pictures.
 */
export async function findPictures(words: readonly string[]): Promise<readonly PictureSource[]> {
  const found: PictureSource[] = [];
  for (const word of words) {
    if (word === '-') found.push({ kind: 'stdin' });
    else found.push(...(await filesOf(word)).map((path) => ({ kind: 'file', path }) as const));
  }
  return found;
}

/** The name that results carry. */
export const nameOf = (source: PictureSource): string =>
  source.kind === 'stdin' ? '-' : source.path;

async function filesOf(word: string): Promise<readonly string[]> {
  const stats = statSync(word, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return picturesBelow(word);
  if (stats) return [word];
  const matches = isDynamicPattern(word) ? await matchesOf(word) : [];
  if (matches.length === 0) {
    throw notFound('picture', word, 'give a file, a folder, a glob in quotes, or - for stdin');
  }
  return matches.sort();
}

/** Absolute where the pattern is, as shells do. */
const matchesOf = (pattern: string): Promise<string[]> =>
  glob(pattern, { expandDirectories: false, absolute: isAbsolute(pattern) });

async function picturesBelow(folder: string): Promise<readonly string[]> {
  const names = await glob(PICTURES, { cwd: folder, caseSensitiveMatch: false });
  if (names.length === 0) {
    throw badCall(`folder ${folder} holds no pictures: give one with .jpg, .png or .webp files`);
  }
  return names.sort().map((name) => `${folder.replace(/[/\\]+$/, '')}/${name}`);
}
