import { alreadyExists, foreignFolder } from './errors.js';
import { systemCode } from './system-code.js';
import { failedWrite, writeFileAtomic } from './write-file-atomic.js';

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
): Promise<void> {
  // Imported here, so that a browser can load the package.
  const { mkdir, rename, rm } = await import('node:fs/promises');
  const paths = await import('node:path');
  const replaced = await checkFolder(path, force);
  const whole = paths.resolve(path);
  const beside = paths.join(
    paths.dirname(whole),
    `.${paths.basename(whole)}.${crypto.randomUUID()}`,
  );
  const [temporary, old] = [`${beside}.tmp`, `${beside}.old`];
  try {
    await mkdir(temporary);
    for (const [name, bytes] of files) await writeFileAtomic(paths.join(temporary, name), bytes);
    if (replaced) await rename(path, old);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw failedWrite(path, error);
  }
  await rm(old, { recursive: true, force: true });
}

/** Whether there is a folder that may be replaced. */
async function checkFolder(path: string, force: boolean): Promise<boolean> {
  const { readdir } = await import('node:fs/promises');
  let names: readonly string[];
  try {
    names = await readdir(path);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    if (systemCode(error) === 'ENOTDIR') throw alreadyExists(path);
    throw failedWrite(path, error);
  }
  if (names.length > 0 && !force) throw alreadyExists(path);
  if (!names.every((name) => /^(model\.json|.*\.bin)$/.test(name))) throw foreignFolder(path);
  return true;
}
