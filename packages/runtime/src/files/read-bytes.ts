import { unreadable } from '../errors.js';

/** A path (Node), an address, or the bytes themselves. */
export type BytesSource = string | URL | Blob | Uint8Array | ArrayBuffer;

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
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  try {
    if (isBlob(source)) return new Uint8Array(await source.arrayBuffer());
    const path = pathOf(source);
    if (path === undefined) return await fetchBytes(source, signal);
    return await readFile(path, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadable(nameOf(source, 'the blob'), error);
  }
}

/** Where a file lies; undefined for what is fetched: any address, and in a page everything. */
function pathOf(source: string | URL): string | URL | undefined {
  if (!nodeFiles()) return undefined;
  const text = String(source);
  if (text.startsWith('file:')) return new URL(text);
  return source instanceof URL || /^(https?|data|blob):/i.test(text) ? undefined : text;
}

/**
 * A file in one read, which has begun when this returns and goes on whatever the calling thread does
 * meanwhile; Node's `readFile` asks for each half MiB anew. That is left to what has no length, like
 * a pipe.
 */
async function readFile(path: string | URL, signal?: AbortSignal): Promise<Uint8Array> {
  signal?.throwIfAborted();
  const { closeSync, fstatSync, openSync, promises, read } = nodeFiles();
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size === 0) return await promises.readFile(path, { signal });
    const bytes = new Uint8Array(size);
    const length = await new Promise<number>((resolve, reject) => {
      read(file, bytes, 0, size, 0, (error, count) => (error ? reject(error) : resolve(count)));
    });
    signal?.throwIfAborted();
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

async function fetchBytes(source: string | URL, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(source, { signal });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  return new Uint8Array(await response.arrayBuffer());
}

/** Asked for at run time, so that no bundler looks for it. */
const nodeFiles = () => globalThis.process?.getBuiltinModule?.('node:fs');
