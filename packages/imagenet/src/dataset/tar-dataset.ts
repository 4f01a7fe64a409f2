import { type FileHandle, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  badArchive,
  dataEmpty,
  ImagenetError,
  noClassFolders,
  noLabelIn,
  noMembersLabel,
  unknownClass,
  unreadable,
} from '../errors.js';
import { numberedClasses, sortedNames } from './class-names.js';
import { readIndexFile } from './dali-index.js';
import { type Dataset, datasetFrom } from './dataset.js';
import { type OpenFiles, openFiles } from './open-files.js';
import { isPictureName } from './picture-names.js';
import { readSampleLabels, sampleKey } from './sample-labels.js';
import { indexTar, type TarMember } from './tar-index.js';

/**
 * Shards of a data set that stay open. ImageNet has 1332, and each worker opens the data set again:
 * all of them would be more files than a process may open on many systems.
 */
const MOST_OPEN = 128;

/** One flat record a picture: ImageNet has more than a million. */
interface ShardPicture extends TarMember {
  readonly archive: string;
  /** A number from 0 or a class name; undefined where the archive says neither. */
  readonly label: number | string | undefined;
}

/**
 * Archives with members `CLASS/NAME.jpg`, or WebDataset's `KEY.jpg` with the label in `KEY.cls`,
 * `KEY.json` or `KEY.txt`, indexed once and then read at random places. Class names come from
 * `classes.json` beside the archives, else they are the sorted folder names, or numbers.
 */
export async function openShards(options: {
  readonly path: string;
  readonly split: string | null;
  readonly archives: readonly string[];
  readonly classes?: readonly string[];
}): Promise<Dataset> {
  const files = openFiles(MOST_OPEN);
  const pictures: ShardPicture[] = [];
  try {
    for (const archive of options.archives) {
      const found = await files
        .use(archive, (handle) => picturesIn(archive, handle))
        .catch((error: unknown) => {
          throw error instanceof ImagenetError ? error : unreadable(archive, error);
        });
      for (const picture of found) pictures.push(picture);
    }
    return await datasetOf(pictures, options, files);
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function picturesIn(archive: string, handle: FileHandle): Promise<readonly ShardPicture[]> {
  const members = (await readIndexFile(archive, handle)) ?? (await indexTar(handle, archive));
  const labels = await readSampleLabels(handle, archive, members);
  return members
    .filter(({ name }) => isPictureName(name))
    .map(({ name, offset, size }) => {
      const own = labels.size > 0 ? labels.get(sampleKey(name)) : undefined;
      return { archive, name, offset, size, label: own ?? folderOf(name) };
    });
}

const folderOf = (name: string): string | undefined => {
  const folder = basename(dirname(name));
  return folder === '' || folder === '.' ? undefined : folder;
};

async function datasetOf(
  pictures: readonly ShardPicture[],
  { path, split, archives, ...options }: Parameters<typeof openShards>[0],
  files: OpenFiles,
): Promise<Dataset> {
  if (pictures.length === 0) throw dataEmpty(path);
  const named = options.classes ?? (await namedClasses(dirname(archives[0])));
  const { classes, labels } = labelled(path, pictures, named);
  const nameOf = (index: number): string => join(pictures[index].archive, pictures[index].name);
  return datasetFrom({
    ...{ name: path, split, classes, labels, nameOf, close: files.close },
    read: async (index) => {
      const picture = pictures[index];
      return files
        .use(picture.archive, (handle) => readMember(handle, picture))
        .catch((error: unknown) => {
          throw unreadable(nameOf(index), error);
        });
    },
  });
}

/** Labels as numbers, and the names that they are the places of. */
function labelled(
  path: string,
  pictures: readonly ShardPicture[],
  named: readonly string[] | undefined,
): { readonly classes: readonly string[]; readonly labels: Int32Array } {
  const bare = pictures.find(({ label }) => label === undefined);
  if (bare && pictures.every(({ label }) => label === undefined)) throw noClassFolders(path);
  if (bare) throw noMembersLabel(path, bare.name);
  const classes = named ?? ownClasses(path, pictures);
  const places = new Map(classes.map((name, place) => [name, place]));
  const labels = Int32Array.from(pictures, ({ label, name }) => {
    const place = typeof label === 'number' ? label : places.get(String(label));
    if (place === undefined) throw unknownClass(path, String(label));
    if (place >= classes.length) throw noLabelIn(path, name, `has the label ${place}`);
    return place;
  });
  return { classes, labels };
}

/** Class names where none are given: those of the folders, or numbers up to the largest label. */
function ownClasses(path: string, pictures: readonly ShardPicture[]): readonly string[] {
  const numbers = pictures.flatMap(({ label }) => (typeof label === 'number' ? [label] : []));
  if (numbers.length === 0) return sortedNames(pictures.map(({ label }) => String(label)));
  const other = pictures.find(({ label }) => typeof label === 'string');
  if (other) throw noLabelIn(path, other.name, `has the label ${String(other.label)}`);
  return numberedClasses(numbers);
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
