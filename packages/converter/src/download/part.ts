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

/** Where the pieces of a part lie. */
interface Places {
  /** The file that it will be. */
  readonly path: string;
  /** The folder that an earlier call left. */
  readonly kept: string;
  /** The folder of this call, and in it the bytes, and whose they are. */
  readonly own: string;
  readonly data: string;
  readonly about: string;
}

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
  const places = await placesOf(path);
  const isTaken = await files.rename(places.kept, places.own).then(
    () => true,
    () => false,
  );
  if (!isTaken) await writing(path, files.mkdir(places.own));
  const file = await writing(path, files.open(places.data, 'a+'));
  const { size } = await writing(path, file.stat());
  const validator = await readValidator(files, places.about, url);
  const part = partOf({ files, places, file, url, size, validator });
  if (size > 0 && validator === undefined) await part.restart(undefined);
  return part;
}

async function placesOf(path: string): Promise<Places> {
  const paths = await import('node:path');
  const hidden = paths.join(paths.dirname(path), `.${paths.basename(path)}`);
  const own = `${hidden}.${crypto.randomUUID()}.part`;
  const [data, about] = ['data', 'about.json'].map((name) => paths.join(own, name));
  return { path, kept: `${hidden}.part`, own, data, about };
}

async function writing<T>(path: string, done: Promise<T>): Promise<T> {
  try {
    return await done;
  } catch (error) {
    throw failedWrite(path, error);
  }
}

function partOf(options: {
  readonly files: DownloadFileSystem;
  readonly places: Places;
  readonly file: nodeFiles.FileHandle;
  readonly url: string;
  readonly size: number;
  readonly validator: string | undefined;
}): Part {
  const { files, file, url } = options;
  const { path, kept, own, data, about } = options.places;
  let { size, validator } = options;
  // What cannot be removed hinders nobody: the next part has another name.
  const remove = () => files.rm(own, { recursive: true, force: true }).catch(() => undefined);
  const drop = async (): Promise<void> => {
    await file.close();
    await remove();
  };
  return {
    size: () => size,
    validator: () => validator,
    async restart(next) {
      await writing(path, file.truncate(0));
      [size, validator] = [0, next];
      await writing(path, files.writeFile(about, JSON.stringify({ url, validator })));
    },
    async append(bytes) {
      await writing(path, file.writeFile(bytes));
      size += bytes.length;
    },
    async sha256() {
      const { createHash } = await import('node:crypto');
      const bytes = await writing(path, files.readFile(data));
      return createHash('sha256').update(bytes).digest('hex');
    },
    async finish() {
      await writing(path, file.sync());
      await file.close();
      await writing(path, files.rename(data, path));
      await remove();
    },
    async keep() {
      if (size === 0 || validator === undefined) return drop();
      await file.close();
      // Another process may have left a part in the meantime; one is enough.
      await files.rename(own, kept).catch(remove);
    },
    drop,
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
