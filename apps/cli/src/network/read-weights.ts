import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Checkpoint, readCheckpoint, readTfjsModel } from '@mobilenext/converter';
import { requireFile } from '../files/require.js';

/** In a folder for TensorFlow.js, beside the shards with its weights. */
const TFJS_MODEL = 'model.json';

/**
 * A checkpoint of any known format: a file, or a folder for TensorFlow.js that was written here,
 * which its `model.json` stands for, too.
 *
 * @throws {CliError} `NOT_FOUND`, `USAGE` for another folder; ConverterError for a bad checkpoint.
 */
export async function readWeights(path: string): Promise<Checkpoint> {
  requireWeightsPath(path);
  const folder = tfjsFolderOf(path);
  if (folder === undefined) return readCheckpoint(path);
  // Links are left alone: they may lead out of the folder.
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const files = new Map<string, Uint8Array>();
  for (const name of names.filter((each) => each === TFJS_MODEL || each.endsWith('.bin'))) {
    files.set(name, await readFile(join(folder, name)));
  }
  return readTfjsModel(files);
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
