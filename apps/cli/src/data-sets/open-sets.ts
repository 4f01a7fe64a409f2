import { type Dataset, ImagenetError, openDataset } from '@mobilenext/imagenet';
import { requirePath } from '../files/require.js';

/** Where the pictures of a run lie. */
export interface SetPaths {
  readonly data: string;
  readonly test?: string;
  /** List files, with paths relative to `data` and `test`. */
  readonly trainList?: string;
  readonly testList?: string;
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
export async function openSets({ data, test, trainList, testList }: SetPaths): Promise<Sets> {
  requirePath('data', data);
  const trainSet = await openPart(data, { split: 'train', list: trainList });
  const { classes } = trainSet;
  if (test !== undefined) {
    requirePath('test data', test);
    return { trainSet, testSet: await openPart(test, { split: 'test', list: testList, classes }) };
  }
  if (trainSet.split === null) return { trainSet };
  const testSet = await openPart(data, { split: 'test', classes }).catch((error: unknown) => {
    if (error instanceof ImagenetError && error.code === 'DATA_SPLIT') return undefined;
    throw error;
  });
  return { trainSet, testSet };
}

function openPart(
  path: string,
  { list, ...options }: { split: string; list?: string; classes?: readonly string[] },
): Promise<Dataset> {
  return list === undefined
    ? openDataset(path, options)
    : openDataset(list, { ...options, root: path });
}
