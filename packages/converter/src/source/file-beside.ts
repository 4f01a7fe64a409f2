import { missingFile, refusedPath } from '../errors.js';
import type { ByteSource } from './byte-source.js';
import { fileSource } from './file-source.js';

/**
 * A file by its name relative to the model's folder (Node only).
 *
 * Only a plain file is opened: a pipe that a model names would be waited for without end. A link
 * must not lead out of the model's folder, as whoever packed the model could aim it at any file.
 *
 * @throws {ConverterError} `missing-file`, `refused-path`, `NOT_READABLE`; the signal's reason when
 * it is aborted.
 */
export async function openFileBeside(
  folder: string,
  name: string,
  signal?: AbortSignal,
): Promise<ByteSource> {
  const { realpath, stat } = await import('node:fs/promises');
  const paths = await import('node:path');
  const path = paths.join(folder, name);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) throw missingFile(path, 'put that file there as well');
  const within = paths.relative(await realpath(folder), await realpath(path));
  if (/^\.\.(?:[\\/]|$)/.test(within) || paths.isAbsolute(within)) {
    throw refusedPath("the model's data", name);
  }
  return fileSource(path, signal);
}
