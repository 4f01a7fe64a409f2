import * as nodeFiles from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { diskFull, notWritable } from '../errors.js';

/** The part of `node:fs/promises` that writing needs; a test may give another one. */
export type FileSystem = Pick<typeof nodeFiles, 'open' | 'rename' | 'rm' | 'statfs'>;

/** Where a file stands until it is whole. Always the same, so that a next try leaves no second one. */
const temporaryOf = (path: string): string => join(dirname(path), `.${basename(path)}.tmp`);

/**
 * A file that appears under its name only when `write` has filled it and it has reached the disk.
 *
 * @param temporary where it stands meanwhile, in the same folder; a path of its own for each of
 * several who may write the file at the same time
 * @throws {ImagenetError} `DISK_FULL`, `NOT_WRITABLE`, and what `write` throws by itself
 */
export async function writeAtomic<T>(
  path: string,
  write: (file: nodeFiles.FileHandle) => Promise<T>,
  files: FileSystem = nodeFiles,
  temporary = temporaryOf(path),
): Promise<T> {
  try {
    const result = await writeAndFlush(temporary, write, files);
    await files.rename(temporary, path);
    await flushFolder(dirname(path), files);
    return result;
  } catch (error) {
    // On a full disk the half of a file is what is in the way.
    await files.rm(temporary, { force: true }).catch(() => undefined);
    throw failedWrite(path, error);
  }
}

/** A text that appears whole or not at all. */
export const writeTextAtomic = (path: string, text: string, files?: FileSystem): Promise<void> =>
  writeAtomic(path, (file) => file.writeFile(text), files);

async function writeAndFlush<T>(
  path: string,
  write: (file: nodeFiles.FileHandle) => Promise<T>,
  files: FileSystem,
): Promise<T> {
  const file = await files.open(path, 'w+');
  try {
    const result = await write(file);
    await file.sync();
    return result;
  } finally {
    await file.close();
  }
}

/** The new name reaches the disk with its folder. Windows cannot open one and need not. */
async function flushFolder(folder: string, files: FileSystem): Promise<void> {
  const handle = await files.open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/** No space, no more than the quota, no larger file on this file system. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS', 'EISDIR', 'ENOTDIR', 'ENOENT', 'EEXIST']);

/** The system's refusal to write as an error of ours; any other error as it is. */
export function failedWrite(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (FULL.has(code)) return diskFull(dirname(path), error);
  return FORBIDDEN.has(code) ? notWritable(path, error) : error;
}
