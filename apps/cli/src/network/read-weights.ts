import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Checkpoint, readCheckpoint, readTfjsFolder } from '@mobilenext/converter';
import { requireFile } from '../files/require.js';

/** In a folder for TensorFlow.js, beside the shards with its weights. */
const TFJS_MODEL = 'model.json';

/**
 * A checkpoint of any known format: a file, or a folder for TensorFlow.js that was written here,
 * which its `model.json` stands for, too.
 *
 * @throws {CliError} `NOT_FOUND`, `USAGE` for another folder; ConverterError for a bad checkpoint;
 * the signal's reason when it is aborted.
 */
export async function readWeights(
  path: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Checkpoint> {
  requireWeightsPath(path);
  const folder = tfjsFolderOf(path);
  return folder === undefined ? readCheckpoint(path, options) : readTfjsFolder(folder, options);
}

/** @throws {CliError} as {@link readWeights}, before anything is read. */
export function requireWeightsPath(path: string): void {
  if (tfjsFolderOf(path) === undefined) requireFile('checkpoint', path);
}

function tfjsFolderOf(path: string): string | undefined {
  if (basename(path) === TFJS_MODEL && existsSync(path)) return dirname(path);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder && existsSync(join(path, TFJS_MODEL)) ? path : undefined;
}
