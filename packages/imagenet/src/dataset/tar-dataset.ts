import { type FileHandle, open, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { badArchive, dataEmpty, noClassFolders, unreadable } from '../errors.js';
import { labelsOf, sortedNames } from './class-names.js';
import { type Dataset, datasetFrom } from './dataset.js';
import { isPictureName } from './picture-names.js';
import { indexTar, type TarMember } from './tar-index.js';

interface Shard {
  readonly path: string;
  readonly handle: FileHandle;
  readonly members: readonly TarMember[];
}

/**
 * Archives with members `CLASS/NAME.jpg`, indexed once and then read at random places. Class names
 * come from `classes.json` beside the archives, else they are the sorted folder names.
 */
export async function openShards(options: {
  readonly path: string;
  readonly split: string | null;
  readonly archives: readonly string[];
  readonly classes?: readonly string[];
}): Promise<Dataset> {
  const shards: Shard[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(shards.map(({ handle }) => handle.close()));
  };
  try {
    for (const archive of options.archives) shards.push(await openShard(archive));
    return await datasetOf(shards, options, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function openShard(path: string): Promise<Shard> {
  const handle = await open(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  try {
    const members = await indexTar(handle, path);
    return { path, handle, members: members.filter(({ name }) => isPictureName(name)) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function datasetOf(
  shards: readonly Shard[],
  { path, split, archives, ...options }: Parameters<typeof openShards>[0],
  close: () => Promise<void>,
): Promise<Dataset> {
  const places = shards.flatMap((shard) => shard.members.map((member) => ({ shard, member })));
  if (places.length === 0) throw dataEmpty(path);
  const classOfEach = places.map(({ member }) => basename(dirname(member.name)));
  if (classOfEach.some((name) => name === '' || name === '.')) throw noClassFolders(path);
  const classes =
    options.classes ?? (await namedClasses(dirname(archives[0]))) ?? sortedNames(classOfEach);
  const nameOf = (index: number): string =>
    join(places[index].shard.path, places[index].member.name);
  return datasetFrom({
    ...{ name: path, split, classes, nameOf, close },
    labels: labelsOf(path, classOfEach, classes),
    read: async (index) => {
      const { shard, member } = places[index];
      return readMember(shard.handle, member).catch((error: unknown) => {
        throw unreadable(nameOf(index), error);
      });
    },
  });
}

async function readMember(handle: FileHandle, { offset, size }: TarMember): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  const { bytesRead } = await handle.read(bytes, 0, size, offset);
  if (bytesRead < size) throw new Error('the archive has become shorter');
  return bytes;
}

/** Names of `classes.json`, an array of texts; undefined where there is none. */
async function namedClasses(folder: string): Promise<readonly string[] | undefined> {
  const path = join(folder, 'classes.json');
  const content = await readFile(path, 'utf8').catch(() => undefined);
  if (content === undefined) return undefined;
  const names = parseJson(content);
  if (!isTexts(names)) throw badArchive(path, 'is no list of class names');
  return names;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
