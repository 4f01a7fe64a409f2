import { noSuchSplit, whichSplit } from '../errors.js';

const TRAINING = ['train', 'training'];
const EVALUATION = ['val', 'validation', 'test', 'eval'];

/** Whether a folder or shard of this name is a split and not a class. */
export const isSplitName = (name: string): boolean =>
  TRAINING.includes(name) || EVALUATION.includes(name);

/** The split of a shard, as in `train-00.tar` or `imagenet-val_000.tar`; undefined where none is named. */
export const splitOfArchive = (name: string): string | undefined =>
  name
    .replace(/([-_.]?\d+)?\.tar$/, '')
    .split(/[-_.]/)
    .findLast(isSplitName);

/**
 * The split to open. Names that mean the same stand for each other: who asks for `val` is given
 * `test` where there is no `val`.
 *
 * @throws {ImagenetError} `DATA_SPLIT`
 */
export function chooseSplit(
  path: string,
  available: readonly string[],
  asked: string | undefined,
): string {
  if (asked === undefined) {
    if (available.length === 1) return available[0];
    throw whichSplit(path, available);
  }
  const alike = [TRAINING, EVALUATION].find((names) => names.includes(asked)) ?? [];
  const found = [asked, ...alike].find((name) => available.includes(name));
  if (found === undefined) throw noSuchSplit(path, asked, available);
  return found;
}
