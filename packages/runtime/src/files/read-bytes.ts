import { unreadable } from '../errors.js';

/** A path (Node), an address, or the bytes themselves. */
export type BytesSource = string | URL | Blob | Uint8Array | ArrayBuffer;

/** Linux and Node read no more than 2 GiB at once. */
const MOST_AT_ONCE = 2 ** 30;

/** How errors call what is read. */
export const nameOf = (source: BytesSource, otherwise: string): string => {
  if (typeof source === 'string') return source;
  if (source instanceof URL) return source.href;
  return isBlob(source) && 'name' in source ? String(source.name) : otherwise;
};

export const isBytesSource = (source: unknown): source is BytesSource =>
  typeof source === 'string' ||
  source instanceof URL ||
  source instanceof Uint8Array ||
  source instanceof ArrayBuffer ||
  isBlob(source);

const isBlob = (source: unknown): source is Blob =>
  typeof Blob !== 'undefined' && source instanceof Blob;

/**
 * All bytes of a source; those of an array are not copied.
 *
 * @throws {RuntimeError} `READ`; the signal's reason if it aborts.
 */
export async function readBytes(source: BytesSource, signal?: AbortSignal): Promise<Uint8Array> {
  const { bytes, complete } = await startReading(source, { signal });
  await complete;
  return bytes;
}

/** A source of which a part has been read. */
export interface Reading {
  /** As long as the source; what has not been read yet is 0. */
  readonly bytes: Uint8Array;
  readonly bytesRead: number;
  /** Fulfilled when all have been read. */
  readonly complete: Promise<void>;
}

/**
 * As {@link readBytes}, but done when a file's first bytes are there. Its rest is read whatever the
 * calling thread does meanwhile.
 *
 * @param options.first how many bytes to wait for, unless given none; of an address, a blob or an
 * array always all
 */
export async function startReading(
  source: BytesSource,
  { first = 0, signal }: { readonly first?: number; readonly signal?: AbortSignal },
): Promise<Reading> {
  if (source instanceof Uint8Array) return allRead(source);
  if (source instanceof ArrayBuffer) return allRead(new Uint8Array(source));
  const fail = (error: unknown): never => {
    signal?.throwIfAborted();
    throw unreadable(nameOf(source, 'the blob'), error);
  };
  try {
    signal?.throwIfAborted();
    if (isBlob(source)) return allRead(new Uint8Array(await source.arrayBuffer()));
    const path = pathOf(source);
    if (path === undefined) return allRead(await fetchBytes(source, signal));
    const { complete, ...reading } = await startFile(path, first, signal);
    return { ...reading, complete: heard(complete.catch(fail)) };
  } catch (error) {
    return fail(error);
  }
}

const allRead = (bytes: Uint8Array): Reading => ({
  ...{ bytes, bytesRead: bytes.length, complete: Promise.resolve() },
});

/** Its failure counts as heard by whoever gave up before asking for it. */
function heard(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

/** Where a file lies; undefined for what is fetched: any address, and in a page everything. */
function pathOf(source: string | URL): string | URL | undefined {
  if (!nodeFiles()) return undefined;
  const text = String(source);
  if (text.startsWith('file:')) return new URL(text);
  return source instanceof URL || /^(https?|data|blob):/i.test(text) ? undefined : text;
}

/**
 * The first bytes of a file at once, then its rest in reads of 1 GiB; Node's `readFile` asks for each
 * half MiB anew. That is left to what has no length, like a pipe.
 */
async function startFile(
  path: string | URL,
  first: number,
  signal?: AbortSignal,
): Promise<Reading> {
  const { closeSync, fstatSync, openSync, promises, readSync } = nodeFiles();
  const file = openSync(path, 'r');
  let rest: Promise<void> | undefined;
  try {
    const { size } = fstatSync(file);
    if (size === 0) return allRead(await promises.readFile(path, { signal }));
    const bytes = new Uint8Array(size);
    const bytesRead = first === 0 ? 0 : readSync(file, bytes, 0, Math.min(first, size), 0);
    rest = readRest(file, bytes, bytesRead).finally(() => closeSync(file));
    return { bytes, bytesRead, complete: rest.then(() => signal?.throwIfAborted()) };
  } finally {
    if (!rest) closeSync(file);
  }
}

async function readRest(file: number, bytes: Uint8Array, from: number): Promise<void> {
  const { read } = nodeFiles();
  for (let at = from; at < bytes.length; ) {
    const length = Math.min(bytes.length - at, MOST_AT_ONCE);
    const count = await new Promise<number>((resolve, reject) => {
      read(file, bytes, at, length, at, (error, got) => (error ? reject(error) : resolve(got)));
    });
    if (count === 0) throw new Error(`it ended after ${at} of ${bytes.length} bytes`);
    at += count;
  }
}

async function fetchBytes(source: string | URL, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(source, { signal });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return new Uint8Array(await response.arrayBuffer());
}

/** Asked for at run time, so that no bundler looks for it. */
const nodeFiles = () => globalThis.process?.getBuiltinModule?.('node:fs');
