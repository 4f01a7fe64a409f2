import type { Part } from './part.js';
import { request } from './request.js';
import { watchForStall } from './stall.js';

export interface ReceiveOptions {
  readonly fetch: typeof fetch;
  readonly signal?: AbortSignal;
  /** Without a byte for so long, a connection counts as dead; in milliseconds. */
  readonly stallMs: number;
  readonly onProgress?: (progress: DownloadProgress) => void;
}

export interface DownloadProgress {
  /** Bytes that are here. */
  readonly done: number;
  /** Bytes of the whole file, where the server tells. */
  readonly total?: number;
}

/**
 * One attempt: asks for what is missing of a part and appends what comes.
 *
 * @throws {ConverterError} what another attempt would not mend. Any other error may be tried again.
 */
export async function receive(url: string, part: Part, options: ReceiveOptions): Promise<void> {
  const { onProgress } = options;
  const stall = watchForStall(options.stallMs, options.signal);
  try {
    const asked = { from: part.size(), validator: part.validator() };
    const response = await request(url, asked, { fetch: options.fetch, signal: stall.signal });
    const total = await begin(part, response);
    if (part.size() === total) {
      await response.body?.cancel();
      return;
    }
    const body: AsyncIterable<Uint8Array> | null = response.body;
    for await (const bytes of body ?? []) {
      stall.noteLife();
      await part.append(bytes);
      onProgress?.({ done: part.size(), total });
    }
    if (total !== undefined && part.size() !== total) await mismatch(part, total);
  } finally {
    stall.stop();
  }
}

/** Brings the part to where the answer begins; the size of the whole file, where it is told. */
async function begin(part: Part, response: Response): Promise<number | undefined> {
  const { status, headers } = response;
  const range = rangeOf(headers.get('content-range'));
  if (status === 200) {
    await part.restart(validatorOf(headers));
    return sizeOf(headers);
  }
  const isSame = (validatorOf(headers) ?? part.validator()) === part.validator();
  const goesOn = status === 206 && range.from === part.size() && isSame;
  // All of it is here, and only the end of the earlier connection was not.
  const isWhole = status === 416 && range.total === part.size() && part.size() > 0;
  if (goesOn || isWhole) return range.total;
  await response.body?.cancel();
  await part.restart(undefined);
  throw new Error(`the server answers ${status} with another part than was asked for`);
}

/**
 * What tells versions apart: a strong tag, else the date. A body that was compressed on the way
 * cannot be gone on with.
 */
function validatorOf(headers: Headers): string | undefined {
  if (headers.has('content-encoding')) return undefined;
  const tag = headers.get('etag');
  return (tag?.startsWith('"') ? tag : headers.get('last-modified')) ?? undefined;
}

function sizeOf(headers: Headers): number | undefined {
  const length = headers.get('content-length');
  return length === null || headers.has('content-encoding') ? undefined : Number(length);
}

/** Of `bytes 5-9/10` or `bytes * /10`; the total may be a star, too. */
function rangeOf(header: string | null): { readonly from?: number; readonly total?: number } {
  const match = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(header ?? '');
  if (!match) return {};
  const [, from, total] = match;
  return {
    from: from === undefined ? undefined : Number(from),
    total: total === '*' ? undefined : Number(total),
  };
}

/** More than was told belongs to no version; less is gone on with. */
async function mismatch(part: Part, total: number): Promise<never> {
  const size = part.size();
  if (size > total) await part.restart(undefined);
  throw new Error(`${size} of ${total} bytes came`);
}
