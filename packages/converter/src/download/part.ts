import type * as nodeFiles from 'node:fs/promises';
import { failedWrite } from '../write-file-atomic.js';

/** The part of `node:fs/promises` that a download needs; a test may give another one. */
export type DownloadFileSystem = Pick<
  typeof nodeFiles,
  'mkdir' | 'open' | 'readFile' | 'rename' | 'rm' | 'writeFile'
>;

/** What has come of a file so far. Every operation throws `DISK_FULL` or `NOT_WRITABLE`. */
export interface Part {
  /** Bytes that are here. */
  readonly size: () => number;
  /** Tag or date of the version that they belong to; without one they cannot be gone on with. */
  readonly validator: () => string | undefined;
  /** Throws away what is here and begins with another version. */
  readonly restart: (validator: string | undefined) => Promise<void>;
  readonly append: (bytes: Uint8Array) => Promise<void>;
  /** SHA-256 of what is here, in hexadecimal. */
  readonly sha256: () => Promise<string>;
  /** Moves the file to its place; the part is gone then. */
  readonly finish: () => Promise<void>;
  /** Leaves what is here for the next call, where it can be gone on with. */
  readonly keep: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

const DATA = 'data';
const ABOUT = 'about.json';

/**
 * Goes on with the part that an earlier call left of the same URL, or begins one. A part is a folder
 * beside the file: the bytes, and which version they are. It is taken by renaming, which only one
 * of several processes can do; the others begin parts of their own.
 *
 * @throws {ConverterError} `DISK_FULL`, `NOT_WRITABLE`
 */
export async function openPart(
  path: string,
  url: string,
  fileSystem?: DownloadFileSystem,
): Promise<Part> {
  // Imported here, so that a browser can load the package.
  const files = fileSystem ?? (await import('node:fs/promises'));
  const paths = await import('node:path');
  const folder = paths.dirname(path);
  const name = paths.basename(path);
  const kept = paths.join(folder, `.${name}.part`);
  const own = paths.join(folder, `.${name}.${crypto.randomUUID()}.part`);
  const data = paths.join(own, DATA);
  const about = paths.join(own, ABOUT);

  const isTaken = await files.rename(kept, own).then(
    () => true,
    () => false,
  );
  const checked = async <T>(done: Promise<T>): Promise<T> => {
    try {
      return await done;
    } catch (error) {
      throw failedWrite(path, error);
    }
  };
  if (!isTaken) await checked(files.mkdir(own));
  let validator = isTaken ? await readValidator(files, about, url) : undefined;
  const file = await checked(files.open(data, 'a+'));
  let { size } = await checked(file.stat());
  const drop = async (): Promise<void> => {
    await file.close();
    // What cannot be removed hinders nobody: the next part has another name.
    await files.rm(own, { recursive: true, force: true }).catch(() => undefined);
  };
  const restart = async (next: string | undefined): Promise<void> => {
    await checked(file.truncate(0));
    size = 0;
    validator = next;
    await checked(files.writeFile(about, JSON.stringify({ url, validator })));
  };
  if (size > 0 && validator === undefined) await restart(undefined);

  return {
    size: () => size,
    validator: () => validator,
    restart,
    drop,
    async append(bytes) {
      await checked(file.writeFile(bytes));
      size += bytes.length;
    },
    async sha256() {
      const { createHash } = await import('node:crypto');
      return createHash('sha256')
        .update(await checked(files.readFile(data)))
        .digest('hex');
    },
    async finish() {
      await checked(file.sync());
      await checked(files.rename(data, path));
      await drop();
    },
    async keep() {
      if (size === 0 || validator === undefined) return drop();
      await file.close();
      // Another process may have left a part in the meantime; one is enough.
      await files.rename(own, kept).catch(() => files.rm(own, { recursive: true, force: true }));
    },
  };
}

/** None if the part is of another URL or damaged. */
async function readValidator(
  files: DownloadFileSystem,
  about: string,
  url: string,
): Promise<string | undefined> {
  try {
    const read: unknown = JSON.parse(await files.readFile(about, 'utf8'));
    const { url: of, validator } = read as { readonly url?: unknown; readonly validator?: unknown };
    return of === url && typeof validator === 'string' ? validator : undefined;
  } catch {
    return undefined;
  }
}
