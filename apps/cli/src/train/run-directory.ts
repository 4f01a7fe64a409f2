import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareOutputFolder } from '../files/output.js';
import { requireFile } from '../files/require.js';
import { runIsThere } from './errors.js';
import type { TrainFlags } from './train-input.js';

/** Where a run is kept, and whether it goes on from there. */
export interface RunDirectory {
  readonly directory: string;
  readonly resume: boolean;
}

/**
 * Where a run keeps the paths of its pictures: beside the checkpoints, not in them, so that weights
 * that are given away tell nothing of this machine.
 */
export const DATA_FILE = 'data.json';

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

/**
 * Makes the folder of a run. What a run left that died before its first checkpoint is in no one's
 * way.
 *
 * @throws {CliError} `EXISTS` or `UNWRITABLE`, before long work.
 */
function prepareRunDirectory(
  { directory, resume }: RunDirectory,
  { force }: { readonly force: boolean },
): void {
  const mayFill = force || resume;
  if (!mayFill && existsSync(lastOf(directory))) throw runIsThere(directory);
  prepareOutputFolder(directory, { force: mayFill || holdsAlone(directory, RECORDS) });
}

/**
 * Makes the folder of a run for work that fills it. If that fails before there is anything to tell
 * of the training, a new folder goes again.
 *
 * @throws {CliError} as {@link prepareRunDirectory}; what the work throws.
 */
export async function withRunDirectory<T>(
  run: RunDirectory,
  flags: { readonly force: boolean },
  work: () => Promise<T>,
): Promise<T> {
  const { directory } = run;
  const isNew = !existsSync(directory);
  prepareRunDirectory(run, flags);
  try {
    return await work();
  } catch (error) {
    if (isNew) removeSettings(directory);
    throw error;
  }
}

/** Removes a folder that holds nothing but settings, if that can be done. */
function removeSettings(directory: string): void {
  try {
    if (holdsAlone(directory, SETTINGS)) rmSync(directory, { recursive: true });
  } catch {
    // What the work failed with is what matters.
  }
}

/** What a run writes before its first step. */
const SETTINGS: readonly string[] = ['config.json', DATA_FILE];

/** What a run writes before its first checkpoint. */
const RECORDS: readonly string[] = [...SETTINGS, 'log.jsonl'];

const holdsAlone = (path: string, names: readonly string[]): boolean =>
  existsSync(path) &&
  statSync(path).isDirectory() &&
  readdirSync(path).every((name) => names.includes(name) || isTemporary(name));

/** What a write that was killed leaves. */
const isTemporary = (name: string): boolean => /^\..+\.tmp$/.test(name);

const folderOf = (path: string): string =>
  existsSync(path) && statSync(path).isDirectory() ? path : dirname(path);
