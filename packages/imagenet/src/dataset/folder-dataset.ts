import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataEmpty, noClassFolders, unreadable } from '../errors.js';
import { labelsOf, sortedNames } from './class-names.js';
import { type Dataset, datasetFrom } from './dataset.js';
import { isPictureName } from './picture-names.js';

/** A folder for each class, with pictures at any depth; a class may be empty. */
export async function openFolder(options: {
  readonly path: string;
  readonly split: string | null;
  readonly folders: readonly string[];
  readonly classes?: readonly string[];
}): Promise<Dataset> {
  const { path, split, folders } = options;
  const classes = options.classes ?? sortedNames(folders);
  const members: string[] = [];
  const classOfEach: string[] = [];
  for (const folder of sortedNames(folders)) {
    for (const name of await picturesIn(join(path, folder))) {
      members.push(join(folder, name));
      classOfEach.push(folder);
    }
  }
  if (members.length === 0) throw await whyEmpty(path);
  const nameOf = (index: number): string => join(path, members[index]);
  return datasetFrom({
    ...{ name: path, split, classes, nameOf },
    labels: labelsOf(path, classOfEach, classes),
    read: (index) => readPicture(nameOf(index)),
  });
}

async function picturesIn(folder: string): Promise<readonly string[]> {
  return sortedNames((await readdir(folder, { recursive: true })).filter(isPictureName));
}

async function whyEmpty(path: string): Promise<Error> {
  const loose = (await readdir(path)).some(isPictureName);
  return loose ? noClassFolders(path) : dataEmpty(path);
}

/** @throws {ImagenetError} `DATA_UNREADABLE` */
export async function readPicture(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}
