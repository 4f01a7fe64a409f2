import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareOutputFolder } from '../files/output.js';
import { requireFile } from '../files/require.js';
import type { TrainFlags } from './train-input.js';

/** Where a run is kept, and whether it goes on from there. */
export interface RunDirectory {
  readonly directory: string;
  readonly resume: boolean;
}

/** The checkpoint of a run that it goes on from. */
export const lastOf = (directory: string): string => join(directory, 'last.safetensors');

/**
 * The folder of a run. PaddleClas's `Global.checkpoints` names one to go on in, or a file in it.
 *
 * @throws {CliError} `NOT_FOUND` if there is nothing to resume.
 */
export function runDirectory(flags: TrainFlags, variant: string): RunDirectory {
  const { checkpoints, out = `runs/${variant}` } = flags;
  const resume = flags.resume || checkpoints !== undefined;
  const directory = checkpoints === undefined ? out : folderOf(checkpoints);
  if (resume) requireFile('checkpoint', lastOf(directory));
  return { directory, resume };
}

/** @throws {CliError} `EXISTS` or `UNWRITABLE`, before long work. */
export function prepareRunDirectory(
  { directory, resume }: RunDirectory,
  { force }: { readonly force: boolean },
): void {
  prepareOutputFolder(directory, { force: force || resume });
}

const folderOf = (path: string): string =>
  existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
