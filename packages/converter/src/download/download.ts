import { ConverterError } from '../errors.js';
import { cannotFetch, otherBytes } from './errors.js';
import { type DownloadFileSystem, openPart, type Part } from './part.js';
import { type DownloadProgress, receive } from './receive.js';

export interface DownloadOptions {
  /** Path of the file; its folder exists. A file that is there is replaced at the end. */
  readonly to: string;
  /** Of the whole file, in hexadecimal. */
  readonly sha256?: string;
  /** Stops the download; what it was aborted with is thrown, and what has come is kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Unless given, the platform's. */
  readonly fetch?: typeof fetch;
  /** Attempts one after another that bring nothing new before it gives up. Unless given 4. */
  readonly attempts?: number;
  /** Pause before another attempt, doubled after each that brought nothing. Unless given 150 ms. */
  readonly pauseMs?: number;
  /** Without a byte for so long, an attempt has failed. Unless given 30,000 ms. */
  readonly stallMs?: number;
  /** What the error advises if the file cannot be fetched. */
  readonly remedy?: string;
  readonly fileSystem?: DownloadFileSystem;
}

const REMEDY = 'check the address and the network, or fetch it with another program';

/**
 * Fetches a file (Node only). A connection that breaks off is gone on with where it stopped, in this
 * call or a later one, as long as the server still has the same version; `to` appears only when
 * all of it is there and its sum is right. Several processes may fetch the same file at once.
 *
 * @throws {ConverterError} `NETWORK`, `CHECKSUM`, `DISK_FULL`, `NOT_WRITABLE`; the signal's reason
 * when it is aborted.
 *
 * @example
 * await download('https://example.org/w.pdparams', { to: 'w.pdparams', sha256: 'ab12...' });
 */
export async function download(url: string, options: DownloadOptions): Promise<void> {
  const { to, sha256, signal, fileSystem } = options;
  signal?.throwIfAborted();
  const part = await openPart(to, url, fileSystem);
  try {
    await receiveAll(url, part, options);
    const found = sha256 === undefined ? undefined : await part.sha256();
    if (found !== sha256) throw otherBytes(url, String(found), String(sha256));
    await part.finish();
  } catch (error) {
    const mayGoOn = !(error instanceof ConverterError) || error.code === 'NETWORK';
    await (mayGoOn ? part.keep() : part.drop());
    throw error;
  }
}

async function receiveAll(url: string, part: Part, options: DownloadOptions): Promise<void> {
  const { signal, onProgress, attempts = 4, pauseMs = 150, stallMs = 30_000 } = options;
  const how = { fetch: options.fetch ?? fetch, signal, stallMs, onProgress };
  const { setTimeout: pause } = await import('node:timers/promises');
  let most = part.size();
  let failures = 0;
  for (;;) {
    try {
      return await receive(url, part, how);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ConverterError && error.code !== 'NETWORK') throw error;
      failures = part.size() > most ? 0 : failures + 1;
      most = Math.max(most, part.size());
      if (failures >= attempts || error instanceof ConverterError) {
        throw cannotFetch(url, error, options.remedy ?? REMEDY);
      }
    }
    await pause(pauseMs * 2 ** failures, undefined, { signal }).catch(() =>
      signal?.throwIfAborted(),
    );
  }
}
