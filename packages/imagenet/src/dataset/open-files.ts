import { type FileHandle, open } from 'node:fs/promises';

/** Files that are read again and again, a limited number of which stay open between two reads. */
export interface OpenFiles {
  /** Opens a file where it is not open, and keeps it so until `work` has ended. */
  readonly use: <T>(path: string, work: (handle: FileHandle) => Promise<T>) => Promise<T>;
  /** Closes all; nothing can be read afterwards. */
  readonly close: () => Promise<void>;
}

interface Opened {
  readonly handle: Promise<FileHandle>;
  users: number;
}

/**
 * @param most files that stay open; those that are read at the same time may be more
 */
export function openFiles(most: number): OpenFiles {
  /** In the order of their last use. */
  const files = new Map<string, Opened>();
  let isClosed = false;

  async function use<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('the data set was closed');
    const file = files.get(path) ?? { handle: open(path), users: 0 };
    files.delete(path);
    files.set(path, file);
    file.users++;
    try {
      return await work(await handleOf(path, file));
    } finally {
      file.users--;
      await closeIdle();
    }
  }

  async function handleOf(path: string, file: Opened): Promise<FileHandle> {
    try {
      return await file.handle;
    } catch (error) {
      // The next one tries again.
      if (files.get(path) === file) files.delete(path);
      throw error;
    }
  }

  async function closeIdle(): Promise<void> {
    for (const [path, { handle, users }] of files) {
      if (files.size <= most) return;
      if (users > 0) continue;
      files.delete(path);
      await (await handle).close();
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    const opened = [...files.values()];
    files.clear();
    for (const { handle } of opened) {
      await handle.then(
        (file) => file.close(),
        () => undefined,
      );
    }
  }

  return { use, close };
}
