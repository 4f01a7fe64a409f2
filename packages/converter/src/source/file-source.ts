import type { FileHandle } from 'node:fs/promises';
import { notReadable, truncated } from '../errors.js';
import { type ByteSource, bytesSource } from './byte-source.js';

/** Node reads no more than 2 GiB at once; in smaller pieces it can be stopped in between. */
const PIECE = 64 * 2 ** 20;

/**
 * A file of this machine (Node only).
 *
 * @throws {ConverterError} `NOT_READABLE`; the signal's reason when it is aborted.
 */
export async function fileSource(path: string, signal?: AbortSignal): Promise<ByteSource> {
  // Imported here, so that a browser can load the package.
  const files = await import('node:fs/promises');
  let file: FileHandle | undefined;
  try {
    file = await files.open(path);
    const stat = await file.stat();
    if (!stat.isFile()) return bytesSource(await readAll(file, signal));
    return handleSource(path, file, stat.size, signal);
  } catch (error) {
    await file?.close();
    signal?.throwIfAborted();
    throw notReadable(path, error);
  }
}

/** A pipe has no size, so that it is read to its end. */
async function readAll(file: FileHandle, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const { buffer, byteOffset, length } = await file.readFile({ signal });
  await file.close();
  // A plain array, since a Buffer's slice() would share memory where a Uint8Array's copies.
  return new Uint8Array(buffer, byteOffset, length);
}

const handleSource = (
  path: string,
  file: FileHandle,
  size: number,
  signal: AbortSignal | undefined,
): ByteSource => ({
  size,
  async read(offset, length) {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      signal?.throwIfAborted();
      const piece = Math.min(PIECE, length - done);
      const { bytesRead } = await file.read(bytes, done, piece, offset + done).catch((error) => {
        throw notReadable(path, error);
      });
      if (bytesRead === 0) throw truncated('the file', length, done);
      done += bytesRead;
    }
    return bytes;
  },
  close: () => file.close(),
});
