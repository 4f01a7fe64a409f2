import type { Network } from '@mobilenext/core';
import { notReadable } from '../errors.js';
import type { StoredTensor } from '../stored-tensor.js';
import { readTfjs } from './read-tfjs.js';

/**
 * {@link readTfjs} of a folder (Node only).
 *
 * @throws {ConverterError} `NOT_READABLE`, and as `readTfjs`.
 */
export async function readTfjsFolder(
  path: string,
  network: Network,
): Promise<Map<string, StoredTensor>> {
  // Imported here, so that a browser can load the package.
  const { readdir, readFile } = await import('node:fs/promises');
  const paths = await import('node:path');
  const files = new Map<string, Uint8Array>();
  try {
    for (const name of await readdir(path)) files.set(name, await readFile(paths.join(path, name)));
  } catch (error) {
    throw notReadable(path, error);
  }
  return readTfjs(files, network);
}
