import { endMissing, notReadable } from '../errors.js';

/**
 * The body of what a server answers, whole.
 *
 * @throws {ConverterError} `NOT_READABLE` for another answer than 200 or no answer at all,
 * `truncated` if the connection breaks off; the signal's reason when it is aborted.
 */
export async function fetchBytes(url: URL, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw notReadable(url.href, causeOf(error));
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw notReadable(url.href, `the server answers ${response.status} ${response.statusText}`);
  }
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    signal?.throwIfAborted();
    throw endMissing(`the end of ${url.href}`);
  }
}

/** `fetch failed` says nothing; what lies behind it names the host and what it did. */
export const causeOf = (error: unknown): unknown =>
  (typeof error === 'object' && error !== null && 'cause' in error && error.cause) || error;
