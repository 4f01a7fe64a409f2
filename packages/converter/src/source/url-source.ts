import { causeOf } from '../cause-of.js';
import { concatBytes } from '../concat-bytes.js';
import { brokenOff, changedMeanwhile, notReadable, tooLarge } from '../errors.js';
import { type ByteSource, bytesSource } from './byte-source.js';
import { spool } from './spool.js';

export interface UrlOptions {
  readonly signal?: AbortSignal;
  /** Folder for what cannot be read in ranges and is too large for memory; unless given the system's. */
  readonly spoolFolder?: string;
  /**
   * Bytes that are kept in memory of a file that cannot be read in ranges. Unless given 64 MiB, or
   * in a page, which has no other place, {@link MOST_WHOLE}.
   */
  readonly mostInMemory?: number;
}

/** What the first request asks for: whole small files, and the header of large ones. */
const FIRST = 2 ** 20;
const MOST_IN_MEMORY = 64 * 2 ** 20;
/** What is kept in memory of a file that is needed whole there, or of one in a page. */
export const MOST_WHOLE = 2 ** 31;

/**
 * A file on a server. Where that knows ranges, the parts that are asked for are fetched, however
 * large the file is; else it is fetched whole, into memory or a temporary file.
 *
 * @throws {ConverterError} `NOT_READABLE` for another answer than the file or no answer at all,
 * `truncated` if the connection breaks off, `corrupt` if the file changes while it is read,
 * `too-large` for what a page cannot keep; the signal's reason when it is aborted.
 */
export async function urlSource(url: URL, options: UrlOptions = {}): Promise<ByteSource> {
  const response = await get(url, rangeText(0, FIRST), options.signal);
  const { status } = response;
  if (status === 200) return wholeSource(url, response, options);
  const size = sizeOf(response);
  if (status === 206 && size !== undefined) {
    const first = await bodyOf(url, response, Math.min(FIRST, size), options.signal);
    return rangedSource(url, { first, size, version: versionOf(response) }, options.signal);
  }
  await response.body?.cancel();
  // An empty file has no first byte to give.
  if (status === 416 && size === 0) return bytesSource(new Uint8Array(0));
  // A page may not see the size where the server does not show it to pages of other places.
  if (status === 206) return wholeSource(url, await get(url, undefined, options.signal), options);
  throw refused(url, response);
}

/** The beginning of a file, and what is known of the rest. */
interface Beginning {
  readonly first: Uint8Array;
  readonly size: number;
  /** Tag or date, where the server tells one. */
  readonly version: string | null;
}

const rangedSource = (
  url: URL,
  { first, size, version }: Beginning,
  signal: AbortSignal | undefined,
): ByteSource => ({
  size,
  async read(offset, length) {
    const begin = first.subarray(offset, offset + length);
    if (begin.length === length) return begin;
    const from = offset + begin.length;
    const rest = length - begin.length;
    const response = await get(url, rangeText(from, rest), signal);
    const { status, headers } = response;
    const isAsked =
      status === 206 &&
      headers.get('content-range') === `bytes ${from}-${from + rest - 1}/${size}` &&
      versionOf(response) === version;
    if (!isAsked) {
      await response.body?.cancel();
      throw status === 206 || status === 200 || status === 416
        ? changedMeanwhile(url.href)
        : refused(url, response);
    }
    const bytes = await bodyOf(url, response, rest, signal);
    return begin.length === 0 ? bytes : concatBytes([begin, bytes]);
  },
  close: () => Promise.resolve(),
});

async function wholeSource(
  url: URL,
  response: Response,
  { signal, spoolFolder, mostInMemory = isNode() ? MOST_IN_MEMORY : MOST_WHOLE }: UrlOptions,
): Promise<ByteSource> {
  if (!response.ok) {
    await response.body?.cancel();
    throw refused(url, response);
  }
  const pieces = piecesOf(url, response, signal);
  const kept: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { value, done } = await pieces.next();
    if (done) return bytesSource(concatBytes(kept));
    kept.push(value);
    length += value.length;
    if (length <= mostInMemory) continue;
    if (isNode()) return spool(kept, pieces, { folder: spoolFolder, signal });
    // A page has no files to keep it in.
    await pieces.return(undefined);
    const most = Math.floor(mostInMemory / 2 ** 20);
    throw tooLarge(url.href, `more than ${most} MiB, of a server that knows no ranges`);
  }
}

/** Bundlers give pages a `process`, too, but not the versions. */
const isNode = (): boolean => Boolean(globalThis.process?.versions?.node);

async function get(
  url: URL,
  range: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Response> {
  // Compressed on the way, bytes could not be counted.
  const headers = { 'accept-encoding': 'identity', ...(range && { range }) };
  return fetch(url, { signal, headers }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw notReadable(url.href, causeOf(error));
  });
}

async function* piecesOf(
  url: URL,
  { body }: Response,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const piece of (body ?? []) as AsyncIterable<Uint8Array>) yield piece;
  } catch (error) {
    signal?.throwIfAborted();
    throw brokenOff(url.href, causeOf(error));
  }
}

/** A part of a file; what a server sends beyond its length is not taken. */
async function bodyOf(
  url: URL,
  response: Response,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let left = length;
  for await (const piece of piecesOf(url, response, signal)) {
    left -= piece.length;
    if (left < 0) throw sentMore(url);
    pieces.push(piece);
  }
  if (left > 0) throw brokenOff(url.href);
  return pieces.length === 1 ? pieces[0] : concatBytes(pieces);
}

const rangeText = (from: number, length: number): string => `bytes=${from}-${from + length - 1}`;

/** Of the whole file, if the server tells. */
function sizeOf({ headers }: Response): number | undefined {
  const text = /\/(\d{1,15})$/.exec(headers.get('content-range') ?? '')?.[1];
  return text === undefined ? undefined : Number(text);
}

const versionOf = ({ headers }: Response): string | null =>
  headers.get('etag') ?? headers.get('last-modified');

const refused = (url: URL, { status, statusText }: Response): Error =>
  notReadable(url.href, new Error(`the server answers ${status} ${statusText}`.trimEnd()));

const sentMore = (url: URL): Error =>
  notReadable(url.href, new Error('the server sends more than it was asked for'));
