import type * as nodeFiles from 'node:fs/promises';
import { ConverterError, diskFull, notWritable } from './errors.js';
import { systemCode } from './system-code.js';

/** The part of `node:fs/promises` that writing needs; a test may give another one. */
export type FileSystem = Pick<typeof nodeFiles, 'open' | 'rename' | 'rm'>;

/**
 * Writes a file so that, whatever happens, its path holds either the old content or all of the
 * new: a temporary file in the same folder, written, flushed to the disk, then renamed.
 *
 * @param content all of it, or pieces that are written as they come.
 * @throws {ConverterError} `DISK_FULL`, `NOT_WRITABLE`, and what `content` throws; nothing
 * half-written is left behind.
 */
export async function writeFileAtomic(
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  fileSystem?: FileSystem,
): Promise<void> {
  // Imported here, so that a browser can load the package.
  const files = fileSystem ?? (await import('node:fs/promises'));
  const paths = await import('node:path');
  const folder = paths.dirname(path);
  const temporary = paths.join(folder, `.${paths.basename(path)}.${crypto.randomUUID()}.tmp`);
  try {
    await writeAndFlush(files, temporary, content);
    await files.rename(temporary, path);
  } catch (error) {
    // If not even this works, the reason above says more.
    await files.rm(temporary, { force: true }).catch(() => undefined);
    // What the content itself failed with, such as a file cut off or an AbortSignal's reason.
    if (systemCode(error) === undefined || error instanceof ConverterError) throw error;
    throw failedWrite(path, error);
  }
  await flushFolder(files, folder);
}

/** What the system's refusal to write a path means. */
export const failedWrite = (path: string, error: unknown): ConverterError =>
  FULL.has(systemCode(error)) ? diskFull(path, error) : notWritable(path, error);

/** No space, no more than the quota, no larger file on this file system. */
const FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

async function writeAndFlush(
  files: FileSystem,
  path: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await files.open(path, 'wx');
  try {
    if (content instanceof Uint8Array) await file.writeFile(content);
    // Each goes behind the one before.
    else for await (const piece of content) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The new name itself reaches the disk with its folder. Windows cannot open one and need not. */
export async function flushFolder(files: FileSystem, folder: string): Promise<void> {
  try {
    const handle = await files.open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file is complete under its name; only its survival of a power cut is less certain.
  }
}
