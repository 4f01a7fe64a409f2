import type { Network } from '@mobilenext/core';
import { missingFile, notReadable } from '../errors.js';
import type { StoredTensor } from '../stored-tensor.js';
import { systemCode } from '../system-code.js';
import { readModelJson } from './model-json.js';
import { readTfjs } from './read-tfjs.js';
import { MODEL_FILE } from './write-tfjs.js';

/**
 * {@link readTfjs} of a folder (Node only): `model.json` and the shards that it names; whatever else
 * lies there is left alone.
 *
 * @throws {ConverterError} `NOT_READABLE`, and as `readTfjs`.
 */
export async function readTfjsFolder(
  path: string,
  network: Network,
): Promise<Map<string, StoredTensor>> {
  // Imported here, so that a browser can load the package.
  const { readFile } = await import('node:fs/promises');
  const paths = await import('node:path');
  const model = await readFile(paths.join(path, MODEL_FILE)).catch((error: unknown) => {
    throw notReadable(paths.join(path, MODEL_FILE), error);
  });
  const files = new Map<string, Uint8Array>([[MODEL_FILE, model]]);
  for (const name of readModelJson(model).groups.flatMap((group) => group.paths)) {
    const shard = paths.join(path, name);
    const bytes = await readFile(shard).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') {
        throw missingFile(shard, 'put that file there as well', error);
      }
      throw notReadable(shard, error);
    });
    files.set(name, bytes);
  }
  return readTfjs(files, network);
}
