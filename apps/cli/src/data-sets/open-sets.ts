import { type Dataset, ImagenetError, openDataset, readClassMap } from '@mobilenext/imagenet';
import { requireFile } from '../files/require.js';
import { requireData } from './require-data.js';

/** Where the pictures of a run lie. */
export interface SetPaths {
  readonly data: string;
  readonly test?: string;
  /** List files, with paths relative to `data` and `test`. */
  readonly trainList?: string;
  readonly testList?: string;
  /** Decides which class has which index. */
  readonly classMap?: string;
}

export interface Sets {
  readonly trainSet: Dataset;
  readonly testSet?: Dataset;
}

/**
 * The pictures to train on and, where there are any, those to test on: the given ones, or the
 * split of the same data.
 *
 * @throws {CliError} `NOT_FOUND`; ImagenetError for data that cannot be opened.
 */
export async function openSets(paths: SetPaths): Promise<Sets> {
  const { data, test, trainList, classMap } = paths;
  requireData(data);
  if (test !== undefined) requireData(test, 'test data');
  if (classMap !== undefined) requireFile('class map', classMap);
  const classes = classMap === undefined ? undefined : await readClassMap(classMap);
  const trainSet = await openPart(data, { split: 'train', list: trainList, classes });
  try {
    return { trainSet, testSet: await openTestSet(paths, trainSet) };
  } catch (error) {
    await trainSet.close();
    throw error;
  }
}

/** Lets go of the open files of both. */
export async function closeSets({ trainSet, testSet }: Sets): Promise<void> {
  await trainSet.close();
  await testSet?.close();
}

async function openTestSet(
  { data, test, testList }: SetPaths,
  { classes, split }: Dataset,
): Promise<Dataset | undefined> {
  if (test !== undefined) return openPart(test, { split: 'test', list: testList, classes });
  if (split === null) return undefined;
  return openPart(data, { split: 'test', classes }).catch((error: unknown) => {
    if (error instanceof ImagenetError && error.code === 'DATA_SPLIT') return undefined;
    throw error;
  });
}

function openPart(
  path: string,
  { list, ...options }: { split: string; list?: string; classes?: readonly string[] },
): Promise<Dataset> {
  return list === undefined
    ? openDataset(path, options)
    : openDataset(list, { ...options, root: path });
}
