import type { Checkpoint } from '../checkpoint.js';
import type { ByteSource } from '../source/byte-source.js';
import { openFileBeside } from '../source/file-beside.js';
import { fileSource } from '../source/file-source.js';
import type { SourceOptions } from '../source/open-source.js';
import { readModelJson } from './model-json.js';
import { readTfjsModel } from './read-tfjs.js';
import { MODEL_FILE } from './write-tfjs.js';

/**
 * {@link readTfjsModel} of a folder (Node only): `model.json` and the shards that it names; whatever else
 * lies there is left alone.
 *
 * @throws {ConverterError} `NOT_READABLE`, `refused-path` for a link that leads out of the folder,
 * and as `readTfjsModel`; the signal's reason when it is aborted.
 */
export async function readTfjsFolder(
  path: string,
  { signal }: Pick<SourceOptions, 'signal'> = {},
): Promise<Checkpoint> {
  // Imported here, so that a browser can load the package.
  const paths = await import('node:path');
  const model = await allOf(await fileSource(paths.join(path, MODEL_FILE), signal));
  const files = new Map<string, Uint8Array>([[MODEL_FILE, model]]);
  for (const name of readModelJson(model).groups.flatMap((group) => group.paths)) {
    files.set(name, await allOf(await openFileBeside(path, name, signal)));
  }
  return readTfjsModel(files);
}

const allOf = (source: ByteSource): Promise<Uint8Array> =>
  source.read(0, source.size).finally(source.close);
