import type { Dirent } from 'node:fs';
import type * as nodeFiles from 'node:fs/promises';
import { alreadyExists, ConverterError, foreignFolder } from './errors.js';
import { systemCode } from './system-code.js';
import { MODEL_FILE } from './tfjs/write-tfjs.js';
import { failedWrite, type FileSystem, flushFolder, writeFileAtomic } from './write-file-atomic.js';

/** The part of `node:fs/promises` that writing a folder needs; a test may give another one. */
export type FolderSystem = FileSystem & Pick<typeof nodeFiles, 'mkdir' | 'readdir'>;

/** What the folder of a TensorFlow.js model holds, and nothing else. */
const MODEL_FILES = /^(model\.json|group\d+-shard\d+of\d+\.bin)$/;

/**
 * Writes the files of a TensorFlow.js model so that the path holds either what it held or all of the
 * new: a folder beside it is filled and then takes its place. An empty folder may exist.
 *
 * @throws {ConverterError} `EXISTS`, also with `force` if the folder holds other things than such a
 * model; `DISK_FULL`, `NOT_WRITABLE`.
 */
export async function writeFolderAtomic(
  path: string,
  files: ReadonlyMap<string, Uint8Array>,
  { force }: { readonly force: boolean },
  folderSystem?: FolderSystem,
): Promise<void> {
  // Imported here, so that a browser can load the package.
  const system = folderSystem ?? (await import('node:fs/promises'));
  const paths = await import('node:path');
  const replaced = await checkFolder(system, path, force);
  const whole = paths.resolve(path);
  const parent = paths.dirname(whole);
  const beside = paths.join(parent, `.${paths.basename(whole)}.${crypto.randomUUID()}`);
  const [temporary, old] = [`${beside}.tmp`, `${beside}.old`];
  try {
    await system.mkdir(temporary);
    for (const [name, bytes] of files) {
      await writeFileAtomic(paths.join(temporary, name), bytes, system);
    }
    if (replaced) await system.rename(whole, old);
    await system.rename(temporary, whole).catch(async (error: unknown) => {
      if (replaced) await system.rename(old, whole);
      throw error;
    });
  } catch (error) {
    await system.rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    // A file's own error names the temporary folder, of which the caller knows nothing.
    throw failedWrite(path, error instanceof ConverterError ? error.cause : error);
  }
  // The new model stands, whatever becomes of the old one.
  await system.rm(old, { recursive: true, force: true }).catch(() => undefined);
  await flushFolder(system, parent);
}

/** Whether there is a folder that may be replaced. */
async function checkFolder(system: FolderSystem, path: string, force: boolean): Promise<boolean> {
  let entries: readonly Dirent[];
  try {
    entries = await system.readdir(path, { withFileTypes: true });
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    if (systemCode(error) === 'ENOTDIR') throw alreadyExists(path);
    throw failedWrite(path, error);
  }
  if (entries.length === 0) return true;
  if (!force) throw alreadyExists(path);
  const isModel =
    entries.some(({ name }) => name === MODEL_FILE) &&
    entries.every((entry) => entry.isFile() && MODEL_FILES.test(entry.name));
  if (!isModel) throw foreignFolder(path);
  return true;
}
