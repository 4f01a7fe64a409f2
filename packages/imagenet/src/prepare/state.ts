import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { indexPathOf } from '../dataset/dali-index.js';
import { JOURNAL_FILE } from '../dataset/open-dataset.js';
import { folderInUse, noFolder } from '../errors.js';
import { INDEX_FILE, type ShardEntry } from '../shards/shard-index.js';
import { type FileSystem, writeTextAtomic } from '../files/write-atomic.js';
import type { ArchiveIdentity } from './archive.js';
import { isLock } from './lock.js';

const DATASET = 'ImageNet (ILSVRC2012)';
const SYNSETS_FILE = 'synsets.json';
const CLASSES_FILE = 'classes.json';
const OWN_TEXTS: readonly string[] = [CLASSES_FILE, SYNSETS_FILE, INDEX_FILE, JOURNAL_FILE];

const isOwnShard = (name: string): boolean => /^(train|val)-\d{5,}\.(tar|idx)$/.test(name);

/** A file of ours that was never whole. */
function isOwnTemporary(name: string): boolean {
  const [, file] = /^\.(.*)\.tmp$/.exec(name) ?? [];
  return file !== undefined && (isOwnShard(file) || OWN_TEXTS.includes(file));
}

/** The next picture to write. */
export interface Place {
  readonly group: number;
  /** Within the group. */
  readonly picture: number;
}

/** How far a split is. */
export interface SplitState {
  readonly source: ArchiveIdentity & { readonly shardSize: number };
  /** Null when the split is done. */
  readonly next: Place | null;
  readonly shards: readonly ShardEntry[];
}

/** What is in a folder: kept in its journal after every shard, and in its index at the end. */
export interface State {
  readonly classes: readonly string[];
  readonly splits: Readonly<Record<string, SplitState>>;
}

/** As `index.json` of the data sets by name, but for what pictures of many sizes do not have. */
interface Index {
  readonly formatVersion: 1;
  readonly dataset: typeof DATASET;
  readonly source: string;
  readonly licence: string;
  readonly classes: readonly string[];
  readonly sources: Readonly<Record<string, SplitState['source']>>;
  readonly totals: Readonly<Record<string, number>>;
  readonly shards: readonly ShardEntry[];
}

/** A state that was found in a folder. */
export interface FoundState extends State {
  /** Whether its class names and index are written. */
  readonly isFinished: boolean;
}

/**
 * The state of a folder that this has begun or finished; undefined where it is empty or not there.
 *
 * @throws {ImagenetError} `EXISTS`: the folder holds something else
 */
export async function readState(directory: string): Promise<FoundState | undefined> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR') throw noFolder(directory);
    throw folderInUse(directory);
  });
  if (names.every((name) => isOwnTemporary(name) || isLock(name))) return undefined;
  const journal = await readJson<State & { formatVersion: number }>(join(directory, JOURNAL_FILE));
  if (journal?.formatVersion === 1) {
    return { classes: journal.classes, splits: journal.splits, isFinished: false };
  }
  const index = await readJson<Index>(join(directory, INDEX_FILE));
  if (index?.formatVersion !== 1 || index.dataset !== DATASET) throw folderInUse(directory);
  const splits = Object.entries(index.sources).map(([split, source]) => {
    const shards = index.shards.filter((shard) => shard.split === split);
    return [split, { source, next: null, shards }] as const;
  });
  return { classes: index.classes, splits: Object.fromEntries(splits), isFinished: true };
}

async function readJson<T>(path: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Keeps how far the work is; the folder cannot be opened from now on. */
export const writeJournal = (directory: string, state: State, files: FileSystem): Promise<void> =>
  writeTextAtomic(
    join(directory, JOURNAL_FILE),
    `${JSON.stringify({ formatVersion: 1, ...state })}\n`,
    files,
  );

/** The class names and the index; the folder can be opened from now on. */
export async function finish(
  directory: string,
  state: State,
  words: ReadonlyMap<string, string>,
  files: FileSystem,
): Promise<void> {
  const write = (file: string, value: unknown): Promise<void> =>
    writeTextAtomic(join(directory, file), `${JSON.stringify(value, null, 1)}\n`, files);
  await write(CLASSES_FILE, state.classes);
  const synsets = state.classes.map((wordnetId, index) => ({
    ...{ index, wordnetId, name: words.get(wordnetId)?.split(', ')[0] ?? wordnetId },
    words: words.get(wordnetId) ?? '',
  }));
  await write(SYNSETS_FILE, synsets);
  await write(INDEX_FILE, indexOf(state));
  await files.rm(join(directory, JOURNAL_FILE), { force: true });
}

/** Splits in a fixed order, whichever was written first. */
function indexOf({ classes, splits }: State): Index {
  const sorted = Object.entries(splits).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    formatVersion: 1,
    dataset: DATASET,
    source: 'the archives of image-net.org; Russakovsky et al., arXiv 1409.0575',
    licence: 'non-commercial research and teaching; rights stay with the authors of the pictures',
    classes,
    sources: Object.fromEntries(sorted.map(([split, { source }]) => [split, source])),
    totals: Object.fromEntries(sorted.map(([split, { shards }]) => [split, countOf(shards)])),
    shards: sorted.flatMap(([, { shards }]) => shards),
  };
}

export const countOf = (shards: readonly ShardEntry[]): number =>
  shards.reduce((sum, { count }) => sum + count, 0);

/** A file and its size. */
export interface OutdatedFile {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Shards and their indices that a state does not name, of another beginning or of a shard that was
 * under way, and files that were never whole. They go only when a journal keeps the state: as long
 * as it stands nobody can open what is left, and a call that was interrupted goes on removing.
 */
export async function outdatedFiles(
  directory: string,
  { splits }: State,
): Promise<readonly OutdatedFile[]> {
  const shards = Object.values(splits).flatMap((split) => split.shards.map(({ file }) => file));
  const named = new Set(shards.flatMap((file) => [file, indexPathOf(file)]));
  const names = (await readdir(directory)).filter(
    (name) => isOwnTemporary(name) || (isOwnShard(name) && !named.has(name)),
  );
  const paths = names.map((name) => join(directory, name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(path)).size })));
}
