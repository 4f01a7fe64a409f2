import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { cannotFetch } from '../errors.js';
import type { FetchOptions } from './progress.js';

/** Writes what a URL gives into a file. @throws {ImagenetError} `NETWORK` */
export async function download(
  url: string,
  path: string,
  remedy: string,
  { signal, onProgress }: Pick<FetchOptions, 'signal' | 'onProgress'>,
): Promise<void> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let done = 0;
    const source = Readable.fromWeb(response.body);
    source.on('data', (chunk: Uint8Array) => {
      done += chunk.length;
      onProgress?.({ step: 'fetch', done, total });
    });
    await pipeline(source, createWriteStream(path), { signal });
  } catch (error) {
    signal?.throwIfAborted();
    // What fetch itself says is always "fetch failed"; its cause tells why.
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    throw cannotFetch(url, cause, remedy);
  }
}

/** MD5 of a file. It tells damage, not malice: no stronger sum is published for some data sets. */
export async function md5OfFile(path: string): Promise<string> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
