import * as nodeFiles from 'node:fs/promises';
import { join } from 'node:path';
import {
  noArchive,
  noDevkit,
  otherBeginning,
  partWritten,
  shardDamaged,
  tooLittleSpace,
} from '../errors.js';
import { type FileSystem, failedWrite } from '../files/write-atomic.js';
import { checkSide } from '../picture/picture.js';
import { type ShardPicture, writeShard } from '../shards/write-shard.js';
import { type Archive, openTrainArchive, openValArchive, readArchived } from './archive.js';
import { type Devkit, readDevkit, readSynsetList } from './devkit.js';
import { lockFolder } from './lock.js';
import {
  countOf,
  finish,
  type FoundState,
  type OutdatedFile,
  outdatedFiles,
  type Place,
  readState,
  type SplitState,
  type State,
  writeJournal,
} from './state.js';
import { sortedSynsets, type Synset } from './synset.js';

export interface PrepareProgress {
  readonly split: string;
  /** Bytes of the split's archive. */
  readonly done: number;
  readonly total: number;
}

export interface PrepareImagenetOptions {
  /** Folder to write; it is made where it does not exist. */
  readonly directory: string;
  /** `ILSVRC2012_img_train.tar` */
  readonly train?: string;
  /** `ILSVRC2012_img_val.tar`; needs the devkit. */
  readonly val?: string;
  /** `ILSVRC2012_devkit_t12.tar.gz`, or the folder that was unpacked from it. */
  readonly devkit?: string;
  /** A file of WordNet ids in the order of ILSVRC2012_ID, instead of the devkit's `meta.mat`. */
  readonly synsetList?: string;
  /** The classes where neither devkit nor list is given, and words for those of a list. */
  readonly synsets: readonly Synset[];
  /** Pictures a shard; 1000 by default. */
  readonly shardSize?: number;
  /**
   * Begins a split anew where its shards are of another archive, of another size or damaged. The
   * other split stays, unless the classes differ.
   */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: PrepareProgress) => void;
}

/** ImageNet on this machine, ready for `openDataset(directory, { split })`. */
export interface PreparedImagenet {
  readonly directory: string;
  /** WordNet ids, position = label. */
  readonly classes: readonly string[];
  /** Pictures of each split. */
  readonly counts: Readonly<Record<string, number>>;
  readonly shards: number;
  /** Whether all of it was there already. */
  readonly cached: boolean;
  /** Pictures that an earlier, interrupted call had written. */
  readonly resumedAt: number;
}

const SHARD_SIZE = 1000;

/**
 * Makes tar shards with members `WORDNET_ID/NAME.JPEG` out of ImageNet's official archives, which
 * are read once from front to back, a picture in memory at a time; no picture is changed. A call
 * that was interrupted, however, goes on behind the last whole shard when it is called again, and
 * leaves the very same files. Splits may be prepared one after the other into one folder, not at the
 * same time: the second call is refused.
 *
 * Differs from shards for sequential readers: pictures stay in the archive's order, class by class,
 * for our loader draws from all shards at once.
 *
 * @throws {ImagenetError} `DATA_MISSING`, `DATA_CORRUPT`, `DATA_CLASSES`, `EXISTS`, `DISK_FULL`,
 * `NOT_WRITABLE`
 */
export async function prepareImagenet(
  options: PrepareImagenetOptions,
  files: FileSystem = nodeFiles,
): Promise<PreparedImagenet> {
  const { directory, shardSize = SHARD_SIZE } = options;
  if (!options.train && !options.val) throw noArchive();
  if (options.val && !options.devkit) throw noDevkit();
  checkSide('shardSize', shardSize);
  const devkit = options.devkit ? await readDevkit(options.devkit, options.synsetList) : undefined;
  const listed = options.synsetList ? await readSynsetList(options.synsetList) : undefined;
  const synsets = sortedSynsets(devkit?.synsets ?? listed ?? options.synsets);
  const classes = synsets.map(({ wordnetId }) => wordnetId);
  const archives = await openArchives(options, classes, devkit);
  try {
    const found = await stateOf(options, { classes, archives, shardSize });
    if (found.isFinished) return { directory, cached: true, resumedAt: 0, ...summary(found) };
    await makeFolder(directory);
    const unlock = await lockFolder(directory);
    try {
      // Whoever held the folder until now may have changed it.
      const begun = await stateOf(options, { classes, archives, shardSize });
      const resumedAt = Object.values(begun.splits)
        .filter(({ next }) => next !== null)
        .reduce((sum, { shards }) => sum + countOf(shards), 0);
      const words = wordsOf(synsets, options.synsets);
      const state = await writeMissing({ begun, archives, words, options, files });
      return { directory, cached: begun.isFinished, resumedAt, ...summary(state) };
    } finally {
      await unlock();
    }
  } finally {
    await Promise.all(archives.map(([, { handle }]) => handle.close()));
  }
}

type Named<T> = readonly (readonly [split: string, value: T])[];

async function openArchives(
  { train, val }: PrepareImagenetOptions,
  classes: readonly string[],
  devkit: Devkit | undefined,
): Promise<Named<Archive>> {
  const archives: [string, Archive][] = [];
  try {
    if (train) archives.push(['train', await openTrainArchive(train, classes)]);
    if (val && devkit) archives.push(['val', await openValArchive(val, devkit)]);
    return archives;
  } catch (error) {
    await Promise.all(archives.map(([, { handle }]) => handle.close()));
    throw error;
  }
}

/** How far the folder is, splits that are new to it or begin anew at their beginning. */
async function stateOf(
  { directory, force }: PrepareImagenetOptions,
  wanted: {
    readonly classes: readonly string[];
    readonly archives: Named<Archive>;
    readonly shardSize: number;
  },
): Promise<FoundState> {
  const { classes, archives, shardSize } = wanted;
  const fresh = archives.map(([split, { identity }]): [string, SplitState] => [
    split,
    { source: { ...identity, shardSize }, next: { group: 0, picture: 0 }, shards: [] },
  ]);
  const beginning = { classes, splits: Object.fromEntries(fresh), isFinished: false };
  const found = await readState(directory);
  if (!found) return beginning;
  if (found.classes.join() !== classes.join()) {
    if (!force) throw otherBeginning(directory, 'with other classes');
    return beginning;
  }
  const isOther = (split: string): boolean => !(split in beginning.splits);
  const all = Object.entries(found.splits);
  const part = all.find(
    ([split, { next, shards }]) => isOther(split) && next !== null && shards.length > 0,
  );
  if (part) throw partWritten(directory, part[0]);
  const kept = all.filter(([split, { next }]) => !isOther(split) || next === null);
  const splits = Object.fromEntries(kept);
  let { isFinished } = found;
  for (const [split, start] of fresh) {
    if (await goesOn({ directory, split, has: found.splits[split], start, force })) continue;
    splits[split] = start;
    isFinished = false;
  }
  return { classes, splits, isFinished };
}

/** Whether a split goes on where it stands; otherwise it starts. */
async function goesOn(options: {
  readonly directory: string;
  readonly split: string;
  readonly has: SplitState | undefined;
  readonly start: SplitState;
  readonly force?: boolean;
}): Promise<boolean> {
  const { directory, split, has, start, force } = options;
  if (!has) return false;
  const difference = differenceOf(split, has, start);
  if (difference && !force) throw otherBeginning(directory, difference);
  const damaged = difference ? undefined : await damagedShard(directory, has);
  if (damaged && !force) throw shardDamaged(damaged, 'is gone or of another size');
  return !difference && !damaged;
}

/** What makes it impossible to go on with a split; undefined where nothing does. */
function differenceOf(
  split: string,
  { source: has }: SplitState,
  { source }: SplitState,
): string | undefined {
  if (has.shardSize !== source.shardSize) return `with ${has.shardSize} pictures a shard`;
  const isSame = has.bytes === source.bytes && has.listing === source.listing;
  return isSame ? undefined : `from another ${split} archive`;
}

/** A shard that somebody has removed or cut, which would otherwise count as done. */
async function damagedShard(
  directory: string,
  { shards }: SplitState,
): Promise<string | undefined> {
  for (const { file, bytes } of shards) {
    const path = join(directory, file);
    const found = await nodeFiles.stat(path).catch(() => undefined);
    if (found?.size !== bytes) return path;
  }
  return undefined;
}

async function makeFolder(directory: string): Promise<void> {
  await nodeFiles.mkdir(directory, { recursive: true }).catch((error: unknown) => {
    throw failedWrite(directory, error);
  });
}

/** Writes everything that a folder does not hold yet, and removes what is not of its state. */
async function writeMissing(job: {
  readonly begun: FoundState;
  readonly archives: Named<Archive>;
  readonly words: ReadonlyMap<string, string>;
  readonly options: PrepareImagenetOptions;
  readonly files: FileSystem;
}): Promise<State> {
  const { begun, archives, words, options, files } = job;
  if (begun.isFinished) return begun;
  const { directory } = options;
  let state: State = begun;
  const todo = archives.filter(([split]) => state.splits[split].next !== null);
  const outdated = await outdatedFiles(directory, state);
  await checkSpace({ directory, todo, state, outdated, files });
  await writeJournal(directory, state, files);
  for (const { path } of outdated) await files.rm(path, { force: true });
  for (const [split, archive] of todo) {
    state = await writeSplit({ split, archive, state, options, files });
  }
  await finish(directory, state, words, files);
  return state;
}

/** Shards are about as large as what they are made of. */
async function checkSpace(job: {
  readonly directory: string;
  readonly todo: Named<Archive>;
  readonly state: State;
  readonly outdated: readonly OutdatedFile[];
  readonly files: FileSystem;
}): Promise<void> {
  const { directory, todo, state, outdated, files } = job;
  const needed = todo.reduce((sum, [split, { identity }]) => {
    const written = sizeOf(state.splits[split].shards);
    return sum + Math.max(0, identity.bytes - written);
  }, 0);
  const { bavail, bsize } = await files.statfs(directory);
  const free = bavail * bsize + sizeOf(outdated);
  if (free < needed) throw tooLittleSpace(directory, free, needed);
}

const sizeOf = (files: readonly { readonly bytes: number }[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes, 0);

interface SplitJob {
  readonly split: string;
  readonly archive: Archive;
  readonly state: State;
  readonly options: PrepareImagenetOptions;
  readonly files: FileSystem;
}

/** Writes the shards of a split that are still missing, the journal after each. */
async function writeSplit({ split, archive, options, files, ...job }: SplitJob): Promise<State> {
  const { directory, signal, onProgress } = options;
  let state = job.state;
  const cursor = cursorOver(archive, state.splits[split].next ?? { group: 0, picture: 0 });
  while (await cursor.hasNext()) {
    signal?.throwIfAborted();
    const { shards, source } = state.splits[split];
    const file = `${split}-${String(shards.length).padStart(5, '0')}.tar`;
    const pictures = readPictures(archive, cursor, source.shardSize, (done) => {
      signal?.throwIfAborted();
      onProgress?.({ split, done, total: archive.identity.bytes });
    });
    const entry = await writeShard(pictures, { folder: directory, file, split }, files);
    const next = (await cursor.hasNext()) ? cursor.place() : null;
    const written = { source, next, shards: [...shards, entry] };
    state = { ...state, splits: { ...state.splits, [split]: written } };
    await writeJournal(directory, state, files);
  }
  return state;
}

async function* readPictures(
  archive: Archive,
  cursor: ReturnType<typeof cursorOver>,
  count: number,
  onPicture: (done: number) => void,
): AsyncGenerator<ShardPicture> {
  for (let i = 0; i < count && (await cursor.hasNext()); i++) {
    const member = cursor.take();
    yield { name: member.name, bytes: await readArchived(archive, member) };
    onPicture(member.offset + member.size);
  }
}

/** Walks over the pictures of all groups; a class without pictures is passed over. */
function cursorOver(archive: Archive, start: Place) {
  let { group, picture } = start;
  let members: Awaited<ReturnType<Archive['pictures']>> | undefined;
  return {
    place: (): Place => ({ group, picture }),
    async hasNext(): Promise<boolean> {
      while (group < archive.groups) {
        members ??= await archive.pictures(group);
        if (picture < members.length) return true;
        group++;
        picture = 0;
        members = undefined;
      }
      return false;
    },
    /** After {@link hasNext} has said so. */
    take: () => (members ?? [])[picture++],
  };
}

/** A list of synsets may be of ids alone; the words are then the usual ones. */
function wordsOf(
  synsets: readonly Synset[],
  usual: readonly Synset[],
): ReadonlyMap<string, string> {
  const known = [...usual, ...synsets].filter(({ words }) => words !== '');
  return new Map(known.map(({ wordnetId, words }) => [wordnetId, words]));
}

function summary({ classes, splits }: State) {
  const counts = Object.entries(splits).map(([split, { shards }]) => [split, countOf(shards)]);
  const shards = Object.values(splits).reduce((sum, split) => sum + split.shards.length, 0);
  return { classes, counts: Object.fromEntries(counts) as Record<string, number>, shards };
}
