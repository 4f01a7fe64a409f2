import { failedWrite } from '../write-file-atomic.js';
import type { ByteSource } from './byte-source.js';
import { fileSource } from './file-source.js';

/**
 * Writes what comes into a temporary file, so that any part of it can be read (Node only). The file
 * is deleted when the source is closed.
 *
 * @param begun what has come already.
 * @param options.folder unless given, the system's for temporary files.
 * @throws {ConverterError} `DISK_FULL`, `NOT_WRITABLE`, and what `rest` throws; no file is left then.
 */
export async function spool(
  begun: readonly Uint8Array[],
  rest: AsyncIterable<Uint8Array>,
  options: { readonly folder?: string; readonly signal?: AbortSignal },
): Promise<ByteSource> {
  // Imported here, so that a browser can load the package.
  const files = await import('node:fs/promises');
  const paths = await import('node:path');
  const folder = options.folder ?? (await import('node:os')).tmpdir();
  const path = paths.join(folder, `.${crypto.randomUUID()}.tmp`);
  const remove = () => files.rm(path, { force: true });
  const writing = <T>(done: Promise<T>): Promise<T> =>
    done.catch((error: unknown) => {
      throw failedWrite(path, error);
    });
  try {
    await writing(files.mkdir(folder, { recursive: true }));
    const file = await writing(files.open(path, 'wx', 0o600));
    try {
      for (const piece of begun) await writing(file.writeFile(piece));
      for await (const piece of rest) await writing(file.writeFile(piece));
    } finally {
      await file.close();
    }
    const source = await fileSource(path, options.signal);
    return { ...source, close: () => source.close().finally(remove) };
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }
}
