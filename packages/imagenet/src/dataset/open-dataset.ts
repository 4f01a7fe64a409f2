import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { expand } from 'brace-expansion';
import { compressedArchive, dataMissing, unfinished } from '../errors.js';
import { sortedNames } from './class-names.js';
import { chooseSplit, isSplitName, splitOfArchive } from './choose-split.js';
import { compressionOfName } from './compression.js';
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

/** Stands in a folder as long as it is being filled with shards, and keeps how far that is. */
export const JOURNAL_FILE = '.prepare.json';

/**
 * Opens labelled pictures: a folder for each class (also inside `train/`, `val/` or `test/`), tar
 * shards such as `train-00.tar`, one tar archive, several by a pattern such as
 * `shards/train-{000..099}.tar`, or a list file with lines "path label".
 *
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_EMPTY`, `DATA_SPLIT`, `DATA_CLASSES`,
 * `DATA_CORRUPT`, `DATA_COMPRESSED`, `DATA_UNFINISHED`
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
    if (isPattern(path)) return undefined;
    throw dataMissing(path, error);
  });
  if (!found) return openPattern(path, options);
  if (!found.isFile()) return openDirectory(path, options);
  refuseCompressed(path);
  return path.endsWith('.tar')
    ? openShards({ path, split: null, archives: [path], classes })
    : openList({ path, root, classes });
}

/**
 * The splits that {@link openDataset} can be asked for; none where the data are opened whole.
 *
 * @throws {ImagenetError} `DATA_MISSING`
 */
export async function splitsOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch((error: unknown) => {
    if (isPattern(path)) return undefined;
    throw dataMissing(path, error);
  });
  if (!found?.isDirectory()) return [];
  const archives = await archivesIn(path);
  return archives.length > 0
    ? splitsOfArchives(archives)
    : splitsAmong(path, await foldersIn(path));
}

/** Whether a path that does not exist stands for several archives. */
export const isPattern = (path: string): boolean => /\{.*\}/.test(path);

/** More shards than any data set has: a slip such as {0..9999999} should not fill the memory. */
const MOST_SHARDS = 100_000;

async function openPattern(path: string, { classes }: OpenDatasetOptions): Promise<Dataset> {
  const archives = expand(path, { max: MOST_SHARDS });
  for (const archive of archives) {
    await stat(archive).catch((error: unknown) => {
      throw dataMissing(archive, error);
    });
    refuseCompressed(archive);
  }
  const splits = new Set(archives.map((archive) => splitOfArchive(basename(archive))));
  const [split = null] = splits.size === 1 ? splits : [];
  return openShards({ path, split, archives, classes });
}

async function openDirectory(path: string, options: OpenDatasetOptions): Promise<Dataset> {
  const { classes } = options;
  if (await stat(join(path, JOURNAL_FILE)).catch(() => undefined)) throw unfinished(path);
  const archives = await archivesIn(path);
  if (archives.length > 0) return openArchives(path, archives, options);

  const folders = await foldersIn(path);
  if (folders.length === 0)
    (await readdir(path)).forEach((name) => refuseCompressed(join(path, name)));
  const splits = await splitsAmong(path, folders);
  if (splits.length === 0) return openFolder({ path, split: null, folders, classes });

  const split = chooseSplit(path, splits, options.split);
  const inside = join(path, split);
  return openFolder({ path: inside, split, folders: await foldersIn(inside), classes });
}

/** @throws {ImagenetError} `DATA_COMPRESSED`, told by the name alone. */
function refuseCompressed(path: string): void {
  const compression = compressionOfName(path);
  if (compression) throw compressedArchive(path, compression);
}

const archivesIn = async (path: string): Promise<readonly string[]> =>
  sortedNames((await readdir(path)).filter((name) => /^[^.].*\.tar$/.test(name)));

const splitsOfArchives = (names: readonly string[]): readonly string[] =>
  sortedNames(names.flatMap((name) => splitOfArchive(name) ?? []));

async function openArchives(
  path: string,
  names: readonly string[],
  options: OpenDatasetOptions,
): Promise<Dataset> {
  const { classes } = options;
  const all = names.map((name) => join(path, name));
  const splits = splitsOfArchives(names);
  if (splits.length === 0) return openShards({ path, split: null, archives: all, classes });
  const split = chooseSplit(path, splits, options.split);
  const archives = all.filter((_, i) => splitOfArchive(names[i]) === split);
  return openShards({ path, split, archives, classes });
}

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
