import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { dataMissing } from '../errors.js';
import { sortedNames } from './class-names.js';
import { chooseSplit, isSplitName } from './choose-split.js';
import type { Dataset } from './dataset.js';
import { openFolder } from './folder-dataset.js';
import { openList } from './list-dataset.js';
import { openShards } from './tar-dataset.js';

export interface OpenDatasetOptions {
  /**
   * `train`, `val` or `test`; needed where the data have several. Data without splits are opened
   * whole, whatever is asked: see {@link Dataset.split}.
   */
  readonly split?: string;
  /** Class names, position = label; by default `classes.json` of shards, else the sorted folders. */
  readonly classes?: readonly string[];
  /** Folder that the paths of a list file are relative to; by default the list's own. */
  readonly root?: string;
}

/**
 * Opens labelled pictures: a folder for each class (also inside `train/`, `val/` or `test/`), tar
 * shards such as `train-00.tar`, one tar archive, or a list file with lines "path label".
 *
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_EMPTY`, `DATA_SPLIT`, `DATA_CLASSES`, `DATA_CORRUPT`
 */
export async function openDataset(
  path: string,
  options: OpenDatasetOptions = {},
): Promise<Dataset> {
  return { ...(await openFound(path, options)), origin: { path: resolve(path), options } };
}

async function openFound(path: string, options: OpenDatasetOptions): Promise<Dataset> {
  const { classes, root } = options;
  const found = await stat(path).catch((error: unknown) => {
    throw dataMissing(path, error);
  });
  if (!found.isFile()) return openDirectory(path, options);
  return path.endsWith('.tar')
    ? openShards({ path, split: null, archives: [path], classes })
    : openList({ path, root, classes });
}

async function openDirectory(path: string, options: OpenDatasetOptions): Promise<Dataset> {
  const { classes } = options;
  const archives = (await readdir(path)).filter((name) => /^[^.].*\.tar$/.test(name));
  if (archives.length > 0) return openArchives(path, sortedNames(archives), options);

  const folders = await foldersIn(path);
  const splits = await splitsAmong(path, folders);
  if (splits.length === 0) return openFolder({ path, split: null, folders, classes });

  const split = chooseSplit(path, splits, options.split);
  const inside = join(path, split);
  return openFolder({ path: inside, split, folders: await foldersIn(inside), classes });
}

async function openArchives(
  path: string,
  names: readonly string[],
  options: OpenDatasetOptions,
): Promise<Dataset> {
  const { classes } = options;
  const all = names.map((name) => join(path, name));
  const splits = sortedNames(names.map(splitOfArchive).filter(isSplitName));
  if (splits.length === 0) return openShards({ path, split: null, archives: all, classes });
  const split = chooseSplit(path, splits, options.split);
  const archives = all.filter((_, i) => splitOfArchive(names[i]) === split);
  return openShards({ path, split, archives, classes });
}

const splitOfArchive = (name: string): string => name.replace(/(-\d+)?\.tar$/, '');

/** A folder `test` with pictures right inside is a class; with folders inside, a split. */
async function splitsAmong(path: string, folders: readonly string[]): Promise<readonly string[]> {
  const splits: string[] = [];
  for (const name of folders.filter(isSplitName)) {
    if ((await foldersIn(join(path, name))).length > 0) splits.push(name);
  }
  return splits;
}

/** Folders and links to folders, but for hidden ones. */
async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  const folders: string[] = [];
  for (const entry of entries.filter(({ name }) => !name.startsWith('.'))) {
    const linked = entry.isSymbolicLink()
      ? await stat(join(path, entry.name)).catch(() => undefined)
      : undefined;
    if ((linked ?? entry).isDirectory()) folders.push(entry.name);
  }
  return folders;
}
